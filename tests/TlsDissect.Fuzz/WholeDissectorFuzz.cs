using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Fuzz.Decrypting;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz;

/// <summary>
/// A capture's bytes through the reader, the decoder and the dissector to findings, JSON and text: only a file that is not a capture may
/// be refused.
/// </summary>
public class WholeDissectorFuzz
{
    [Fact]
    public void Changed_captures_are_read_to_their_end() =>
        Fuzzing.Run(Fuzzing.Captures(), content => TryDissect(content, KeyRing.Empty, new PlaintextSink()));

    /// <summary>Dissects a file's bytes to their end; <c>false</c> where they are not a capture.</summary>
    internal static bool TryDissect(byte[] content, KeyRing keys, PlaintextSink shown)
    {
        try
        {
            using IPacketSource source = CaptureFile.Open(new MemoryStream(content), "fuzz");
            using PacketDecoder decoder = new();
            using AllOutputs outputs = new(shown);
            DissectorOptions options = new() { HashPlaintext = true, KeepMessages = true, VerifySignatures = true };
            TlsDissector dissector = new(options, keys, outputs);
            while (source.TryRead(out CapturedItem item))
            {
                if (item.Kind != CapturedItemKind.Packet) continue;
                if (decoder.TryDecode(item, out TcpSegment segment)) dissector.Add(segment);
                else dissector.Observe(item.PacketNumber, item.Time);
                while (decoder.TryDecodeNext(item, out segment)) dissector.Add(segment);
            }

            dissector.Complete();
            Assert.Null(decoder.Failure);
            return true;
        }
        catch (CaptureException)
        {
            return false;
        }
    }
}
