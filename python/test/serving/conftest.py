import pytest
from asgi_client import AsgiClient

from atelier.forecasting.forecaster import Forecaster
from atelier.serving.app import create_app


@pytest.fixture(scope="session")
def forecaster(trained) -> Forecaster:
    return Forecaster.load(trained.folder)


@pytest.fixture(scope="session")
def client(forecaster) -> AsgiClient:
    return AsgiClient(create_app(forecaster))
