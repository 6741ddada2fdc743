using System.Text;
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

    /// <summary>Encrypted Client Hello: the secrets of the inner hello are told of once, although nothing else is decrypted.</summary>
    [Theory]
    [MemberData(nameof(InnerHellos))]
    public void So_are_those_of_which_only_the_inner_hello_is_decrypted(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        string log = string.Join('\n', File.ReadLines(CaptureCase.Of(name).FileNamed("keys.log")).Where(IsOfInnerHello));
        foreach (bool mayGrow in (bool[])[false, true])
        {
            KeyRing Keys() => new KeyRing { MayGrow = mayGrow }.AddKeyLog(Encoding.ASCII.GetBytes(log), "keys.log");
            DissectorOptions awake = new() { MaxAwake = int.MaxValue, KeepMessages = true };
            DissectorOptions resting = awake with { MaxAwake = 0 };
            string expected = capture.Dissect(awake, Keys());
            Assert.Contains("EchSecret", expected, StringComparison.Ordinal);
            Assert.Equal(expected, capture.Dissect(resting, Keys()));
            Assert.Equal(expected, capture.Dissect(resting, Keys(), asking: true));
        }
    }

    /// <summary>So they are if the secrets come later, after whichever packet.</summary>
    [Theory]
    [MemberData(nameof(InnerHellos))]
    public void Secrets_of_an_inner_hello_that_come_later_are_told_of_once(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        string log = string.Join('\n', File.ReadLines(CaptureCase.Of(name).FileNamed("keys.log")).Where(IsOfInnerHello));
        for (int after = 1; after <= capture.Segments.Count; after++)
        {
            string awake = Dissect(int.MaxValue), resting = Dissect(0);
            Assert.True(awake == resting, $"after packet {after}: {awake}, but {resting} if it rests");
            Assert.Contains("EchSecret", awake, StringComparison.Ordinal);

            string Dissect(int maxAwake)
            {
                KeyRing keys = new() { MayGrow = true };
                return capture.Dissect(new DissectorOptions { MaxAwake = maxAwake }, keys, added: packets =>
                {
                    if (packets == after) keys.AddKeyLog(Encoding.ASCII.GetBytes(log), "keys.log");
                    return packets == after;
                });
            }
        }
    }

    /// <summary>The cases whose key log has secrets of inner hellos that are right.</summary>
    public static TheoryData<string> InnerHellos =>
        [.. CaptureCase.Names().Where(name => File.Exists(CaptureCase.Of(name).FileNamed("keys.log")) && name != "ech-wrong-secret" &&
            File.ReadLines(CaptureCase.Of(name).FileNamed("keys.log")).Any(IsOfInnerHello))];

    private static bool IsOfInnerHello(string line) => line.StartsWith("ECH_", StringComparison.Ordinal);

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
