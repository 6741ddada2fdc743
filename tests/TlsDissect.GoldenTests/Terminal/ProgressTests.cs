using TlsDissect.Capture;
using TlsDissect.Cli.Runs;

namespace TlsDissect.GoldenTests.Terminal;

public class ProgressTests
{
    [Theory]
    [InlineData(250, 1000, 10, "25%, 1,234 packets, 25 MB/s, 30 s left")]
    [InlineData(10, 1000, 1, "1%, 1,234 packets, 10 MB/s, 1 min 39 s left")]
    [InlineData(1, 10000, 1, "0%, 1,234 packets, 1 MB/s, 2 h 46 min left")]
    [InlineData(1000, 1000, 10, "100%, 1,234 packets, 100 MB/s, 0 s left")]
    [InlineData(50, null, 2, "1,234 packets, 25 MB/s")]
    public void The_line_says_share_rate_and_time_left(int megabytes, int? of, int seconds, string expected) =>
        Assert.Equal(expected,
            RunProgress.Line(new CaptureProgress(megabytes * 1_000_000L, of * 1_000_000L), 1234, TimeSpan.FromSeconds(seconds)));
}
