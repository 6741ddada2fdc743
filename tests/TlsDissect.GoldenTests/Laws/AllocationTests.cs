using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// Once the handshake is done, a packet allocates nothing: reassembly, record framing over packets, decryption, counting. Not so in CCM,
/// for which .NET makes a context a call.
/// </summary>
[Collection(MeasuredAlone.Name)]
public class AllocationTests
{
    [Theory]
    [InlineData("transfer", true)]
    [InlineData("transfer", false)]
    [InlineData("transfer-tls10-cbc", true)]
    [InlineData("transfer-tls12-cbc", true)]
    [InlineData("transfer-tls12-chacha20", true)]
    [InlineData("transfer-tls13-aes128-gcm", true)]
    [InlineData("transfer-tls13-ccm8", false)]
    public void A_packet_of_application_data_allocates_nothing(string name, bool withKeys)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        // Not from the first large segment on: the first record sets up what a direction keeps. Not to the end, where connections close.
        int[] large =
            [.. capture.Segments.Select((segment, i) => (segment, i)).Where(s => s.segment.Payload.Length > 500).Select(s => s.i)];
        Range part = large[^(large.Length * 2 / 3)]..large[^1];
        Assert.InRange(large.Length, 12, int.MaxValue);

        // Buffers come from pools that fill in the first runs, and a collection counts the rest of an allocation buffer as used: the least
        // of several runs is ours.
        Assert.Equal(0, Enumerable.Range(0, 8).Select(_ => capture.AllocatedWithin(part, withKeys)).Min());
    }
}
