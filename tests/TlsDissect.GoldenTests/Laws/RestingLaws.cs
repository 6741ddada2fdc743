using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>A resting connection keeps enough: whenever it rests, its output is the same. Over every capture.</summary>
public class RestingLaws
{
    /// <summary>Large captures say nothing here that small ones do not.</summary>
    private const int MaxBytes = 100_000;

    public static TheoryData<string> Captures =>
        [.. CaptureCase.Names().Where(name => new FileInfo(CaptureCase.Of(name).Capture).Length < MaxBytes)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Connections_that_rest_whenever_they_can_are_told_of_as_if_they_never_did(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        foreach (bool verify in (bool[])[false, true])
        {
            foreach (Func<KeyRing> keys in (Func<KeyRing>[])[() => KeyRing.Empty, () => new KeyRing([], null) { MayGrow = true },
                () => capture.Keys])
            {
                DissectorOptions awake = new() { MaxAwake = int.MaxValue, VerifySignatures = verify, KeepMessages = verify };
                DissectorOptions resting = awake with { MaxAwake = 0 };
                string expected = capture.Dissect(awake, keys());
                Assert.Equal(expected, capture.Dissect(resting, keys()));
                Assert.Equal(expected, capture.Dissect(resting, keys(), asking: true));
            }
        }
    }

    /// <summary>Messages, also damaged ones, are kept as they were read: each byte of each packet is changed in turn.</summary>
    [Theory]
    [InlineData("tls12-dhe-rsa-camellia-128-cbc-sha256", 0x01)]
    [InlineData("tls12-ecdhe-ecdsa-aria-128-cbc-sha256", 0x01)]
    [InlineData("tls10-dhe-rsa-export-des40-cbc-sha", 0x04)]
    public void So_are_damaged_ones(string name, byte change)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        DissectorOptions awake = new() { MaxAwake = int.MaxValue, KeepMessages = true };
        DissectorOptions resting = awake with { MaxAwake = 0 };
        foreach (SegmentedCapture.Segment segment in capture.Segments)
        {
            for (int i = 0; i < segment.Payload.Length; i++)
            {
                byte whole = segment.Payload[i];
                segment.Payload[i] ^= change;
                string expected = capture.Dissect(awake, KeyRing.Empty);
                if (expected != capture.Dissect(resting, KeyRing.Empty)) Assert.Fail($"packet {segment.Packet}, byte {i}");
                segment.Payload[i] = whole;
            }
        }
    }
}
