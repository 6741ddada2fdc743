using TlsDissect.Cli.Runs;
using TlsDissect.Output.Json;

namespace TlsDissect.GoldenTests;

public class CaptureIndexTests
{
    [Fact]
    public void A_packet_is_of_the_last_capture_that_begins_before_it()
    {
        CaptureIndex index = new(hasNumbers: true);
        Assert.Null(index.Of(1));
        index.Add(0, new CapturePlace("a"));
        index.Add(2, new CapturePlace("empty"));
        index.Add(2, new CapturePlace("b"));
        index.Add(5, new CapturePlace("c"));

        Assert.Null(index.Of(0));
        Assert.Equal([new("a", 1), new("a", 2), new("b", 1), new("b", 3), new("c", 1), new("c", 995)],
            ((long[])[1, 2, 3, 5, 6, 1000]).Select(packet => index.Of(packet)!.Value));
    }

    [Fact]
    public void What_is_too_long_ago_is_forgotten_and_the_rest_stays_right()
    {
        const int most = 10;
        CaptureIndex index = new(maxEntries: most);
        for (int i = 0; i < 1000; i++)
        {
            index.Add(i, new CapturePlace($"{i % 3}"));
            int kept = Enumerable.Range(1, i + 1).Count(packet => index.Of(packet) is not null);
            Assert.InRange(kept, Math.Min(i + 1, most / 2), most);
            for (int packet = i + 2 - kept; packet <= i + 1; packet++)
                Assert.Equal(new CapturePlace($"{(packet - 1) % 3}"), index.Of(packet));
        }
    }
}
