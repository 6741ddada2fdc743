using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Sources;

public class TimestampResolutionTests
{
    [Theory]
    [InlineData(6, 0, 1_700_000_000_123_456UL, 1_700_000_000_123_456_000, 6)]
    [InlineData(9, 0, 1_700_000_000_123_456_789UL, 1_700_000_000_123_456_789, 9)]
    [InlineData(3, 0, 1_700_000_000_123UL, 1_700_000_000_123_000_000, 3)]
    [InlineData(0, 0, 1_700_000_000UL, 1_700_000_000_000_000_000, 0)]
    [InlineData(12, 0, 1_700_000_000_123_456UL, 1_700_000_000_123, 9)]
    [InlineData(127, 0, ulong.MaxValue, 0, 9)]
    [InlineData(6, 1_700_000_000, 123_456UL, 1_700_000_000_123_456_000, 6)]
    [InlineData(6, -1, 0UL, -1_000_000_000, 6)]
    [InlineData(0x80 | 10, 0, 1024UL * 5 + 512, 5_500_000_000, 4)]
    [InlineData(0x80 | 20, 0, (1UL << 20) + 1, 1_000_000_953, 7)]
    [InlineData(0x80 | 32, 0, 3UL << 31, 1_500_000_000, 9)]
    [InlineData(0x80 | 127, 0, ulong.MaxValue, 0, 9)]
    public void Units_become_nanoseconds(int resolution, long offset, ulong units, long nanoseconds, int digits)
    {
        CaptureTime time = new TimestampResolution((byte)resolution, offset).ToTime((uint)(units >> 32), (uint)units);

        Assert.Equal(new CaptureTime(nanoseconds, digits), time);
    }

    [Theory]
    [InlineData(0, 0, long.MaxValue)]
    [InlineData(6, 0, long.MaxValue)]
    [InlineData(0x80, 0, long.MaxValue)]
    [InlineData(9, long.MaxValue, long.MaxValue)]
    [InlineData(29, long.MinValue, long.MinValue)]
    public void Impossible_times_saturate(int resolution, long offset, long nanoseconds)
    {
        CaptureTime time = new TimestampResolution((byte)resolution, offset).ToTime(uint.MaxValue, uint.MaxValue);

        Assert.Equal(nanoseconds, time.Nanoseconds);
    }
}
