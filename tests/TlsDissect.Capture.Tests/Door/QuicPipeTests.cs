using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>QUIC beside plaintext in pipes.</summary>
public class QuicPipeTests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task QUIC_has_no_pipes_but_the_data_that_the_sink_wants(bool isWanted, int sides)
    {
        DecryptableCase quic = DecryptableCase.Of("quic-aes128-gcm");
        RecordingSink sink = new(isWanted);
        int asked = 0;
        await TlsCapture.RunAsync(quic.Capture, quic.Keys(), sink, new CaptureOptions
        {
            PlaintextWriter = (_, _) =>
            {
                asked++;
                return null;
            },
        });

        Assert.Equal((0, sides), (asked, sink.Data.Count));
        Assert.Single(sink.Ended);
    }
}
