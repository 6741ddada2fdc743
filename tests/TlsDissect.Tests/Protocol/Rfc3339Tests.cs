using System.Globalization;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

public class Rfc3339Tests
{
    [Fact]
    public void Every_time_that_a_certificate_can_have_is_written_as_NET_writes_it()
    {
        Random random = new(3339);
        DateTimeOffset[] ends = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(2)),
            new(2028, 2, 29, 23, 59, 59, TimeSpan.Zero)];
        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        foreach (DateTimeOffset time in ends.Concat(
            Enumerable.Range(0, 2000).Select(_ => new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero))))
        {
            string expected = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

            Assert.Equal(expected, Encoding.ASCII.GetString(text[..Rfc3339.Format(time, text)]));
        }
    }
}
