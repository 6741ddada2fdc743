using TlsDissect.Cli.Options;
using TlsDissect.Cli.Recording;

namespace TlsDissect.GoldenTests.Live;

public class UnitsTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("30", 0)]
    [InlineData("0s", 0)]
    [InlineData("-1s", 0)]
    [InlineData("s", 0)]
    [InlineData("1.5h", 0)]
    [InlineData("99999999999999999d", 0)]
    public void A_time_is_a_number_and_a_unit(string text, long seconds)
    {
        Assert.Equal(seconds > 0, Units.TryParseTime(text, out TimeSpan time));
        Assert.Equal(seconds, time.TotalSeconds);
    }

    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("64KB", 64_000)]
    [InlineData("100MB", 100_000_000)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("MB", 0)]
    [InlineData("0MB", 0)]
    [InlineData("1TB", 0)]
    [InlineData("9999999999999999GB", 0)]
    public void A_size_is_a_number_and_perhaps_a_unit(string text, long bytes)
    {
        Assert.Equal(bytes > 0, Units.TryParseSize(text, out long size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("size:100MB", 100_000_000L, null)]
    [InlineData("time:1h", null, 3600.0)]
    [InlineData("size:1KB,time:5m", 1_000L, 300.0)]
    public void Rotation_is_by_size_time_or_both(string text, long? bytes, double? seconds)
    {
        Assert.True(new RecordingOptions("x").TryRotate(text, out RecordingOptions with));
        Assert.Equal((bytes, seconds), (with.RotateBytes, with.RotateTime?.TotalSeconds));
    }

    [Theory]
    [InlineData("100MB")]
    [InlineData("size:")]
    [InlineData("size:1MB,")]
    [InlineData("time:1")]
    public void What_is_neither_is_refused(string text) => Assert.False(new RecordingOptions("x").TryRotate(text, out _));
}
