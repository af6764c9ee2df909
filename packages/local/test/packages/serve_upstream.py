"""An upstream index for tests in another language; prints its address, and ends with its standard input."""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4] / "python/test/packages"))

from built_packages import source_archive, wheel  # noqa: E402 from the folder of the other tests
from upstream_index import UpstreamIndex  # noqa: E402

index = UpstreamIndex()
index.add(wheel("alpha", "1.0", ["gamma"]))
index.add(wheel("gamma", "1.0"))
index.add(wheel("beta", "1.0"))
index.add(wheel("beta", "2.0"), age=timedelta(days=1))
index.add(wheel("secret-tool", "1.0"))
index.add(source_archive("sourced", "1.0", "/tmp/ran"))  # noqa: S108 in a space
print(index.url, flush=True)
sys.stdin.read()
