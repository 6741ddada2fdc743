using System.Buffers;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Connections;
using TlsDissect.Fuzz.Decrypting;
using TlsDissect.Keys;
using TlsDissect.Output;
using TlsDissect.Tcp;

namespace TlsDissect.Fuzz;

/// <summary>A capture's bytes through the reader, the decoder and the dissector to JSON: only a file that is no capture may be refused.</summary>
public class WholeDissectorFuzz
{
    [Fact]
    public void Changed_captures_are_read_to_their_end() => Fuzzing.Run(Fuzzing.Captures(), Dissect);

    private static void Dissect(byte[] content)
    {
        try
        {
            using IPacketSource source = CaptureFile.Open(new MemoryStream(content), "fuzz");
            using PacketDecoder decoder = new();
            using JsonSink sink = new(new ArrayBufferWriter<byte>(), withHash: true);
            TlsDissector dissector = new(new DissectorOptions { HashPlaintext = true }, KeyRing.Empty, new BothSinks(new PlaintextSink(), sink));
            while (source.TryRead(out CapturedItem item))
            {
                if (item.Kind != CapturedItemKind.Packet) continue;
                if (decoder.TryDecode(item, out TcpSegment segment)) dissector.Add(segment);
                else dissector.Observe(item.PacketNumber, item.Time);
            }

            dissector.Complete();
            Assert.Null(decoder.Failure);
        }
        catch (CaptureException)
        {
            // The environment's: the file is none that can be read.
        }
    }
}
