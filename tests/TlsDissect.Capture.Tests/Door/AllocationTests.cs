using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>The way of one packet allocates nothing of its own.</summary>
[Collection(MeasuredAlone.Name)]
public class AllocationTests
{
    private const int Packets = 50_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adding_a_packet_allocates_nothing(bool hasPipes)
    {
        CaptureOptions options = hasPipes ? new CaptureOptions { PlaintextWriter = (_, _) => null } : new CaptureOptions();
        byte[] frame = Frames.Ethernet(Frames.Payload, 0x0806);
        using TlsCapture capture = new(new KeyRing { MayGrow = true }, new RecordingSink(), options);

        // A collection that another test brings about counts the rest of this thread's allocation buffer as used: the least of several runs
        // is ours.
        Assert.Equal(0, Enumerable.Range(0, 5).Select(_ => Measure()).Min());
        Assert.Equal(5 * (Packets + 1), capture.Complete().Packets);

        long Measure()
        {
            capture.Add(frame, LinkType.Ethernet, default);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Packets; i++) capture.Add(frame, LinkType.Ethernet, default);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
