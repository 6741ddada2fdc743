using System.Text;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Keys;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Export;

/// <summary>Cleartext of protocols before they switch to TLS, inserted before a real connection.</summary>
public class CleartextTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    /// <summary>Lines in turn, the client's marked with C.</summary>
    public static TheoryData<string, string[]> Preambles => new()
    {
        { "imap", ["S* OK ready\r\n", "Ca STARTTLS\r\n", "Sa OK begin\r\n"] },
        { "pop3", ["S+OK ready\r\n", "CSTLS\r\n", "S+OK\r\n"] },
        { "ftp", ["S220 ready\r\n", "CAUTH TLS\r\n", "S234 go\r\n"] },
        { "ldap", ["C0\x1d\x02\x01\x01w\x18\x80\u00161.3.6.1.4.1.1466.20037", "S0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x00"] },
        { "postgres", ["C\x00\x00\x00\x08\x04\xd2\x16\x2f", "SS"] },
        { "bytes that look like a record's header",
            ["C\x16\x03\x01", "S\x16\x03\x03\x00\x20no record", "C\x16\x03\x01\x00\x05\x01", "Sx"] },
    };

    [Theory]
    [MemberData(nameof(Preambles))]
    public void What_was_said_before_tls_comes_first_and_is_whole(string protocol, string[] said)
    {
        Assert.NotEmpty(protocol);
        foreach (char side in "CS")
        {
            Sender sender = side == 'C' ? Sender.Client : Sender.Server;
            byte[] inside =
                InProcess.Run(Rsa.Folder,
                    ["follow", .. Rsa.Arguments, "1", "--from", side == 'C' ? "client" : "server", "--as", "raw"]).Output;
            byte[] before = [.. said.Where(line => line[0] == side).SelectMany(line => Encoding.Latin1.GetBytes(line[1..]))];

            Assert.Equal([.. before, .. inside], Follow(said, sender, wanted: true));
            Assert.Equal(inside, Follow(said, sender, wanted: false));
        }
    }

    [Fact]
    public void What_is_kept_of_it_is_bounded()
    {
        string[] said = [.. Enumerable.Range(0, 100).Select(i => $"Cline {i:d3}\r\n")];
        string text = Encoding.Latin1.GetString(Follow(said, Sender.Client, wanted: true, most: 50, FollowFormat.Text));

        Assert.StartsWith("line 000\nline 001\nline 002\nline 003\nline 004\n[950 more bytes before TLS were not kept]\n[TLS from here " +
            "on]\nGET /", text, StringComparison.Ordinal);
    }

    private static byte[] Follow(string[] said, Sender from, bool wanted, int most = 1 << 16, FollowFormat format = FollowFormat.Raw)
    {
        MemoryStream output = new();
        using FollowSink sink = new(output, 1, from, format) { WantsCleartext = wanted };
        KeyRing keys = new([RsaKeyFile.Load(Rsa.FileNamed("server.key"), _ => null)], new KeyLog());
        TlsDissector dissector = new(new DissectorOptions { MaxCleartextBytes = most }, keys, sink);
        // Bytes that each side has said before its next segment of the capture.
        uint[] shift = new uint[2];
        uint[] next = new uint[2];
        long packet = 0;
        IpEndpoint? client = null;
        bool isTold = false;
        using IPacketSource source = CaptureFile.Open(Rsa.Capture);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || !decoder.TryDecode(item, out TcpSegment segment)) continue;
            client ??= segment.Source;
            int side = segment.Source == client ? 0 : 1;
            if (segment.PayloadLength > 0 && !isTold)
            {
                isTold = true;
                IpEndpoint[] ends = [segment.Source, segment.Destination];
                foreach (string line in said)
                {
                    byte[] bytes = Encoding.Latin1.GetBytes(line[1..]);
                    int speaker = line[0] == 'C' ? 0 : 1;
                    dissector.Add(
                        Segment(++packet, segment.Time, ends[speaker], ends[1 - speaker], next[speaker] + shift[speaker],
                            next[1 - speaker] + shift[1 - speaker], TcpFlags.Ack, bytes));
                    shift[speaker] += (uint)bytes.Length;
                }
            }

            dissector.Add(
                Segment(++packet, segment.Time, segment.Source, segment.Destination, segment.Sequence + shift[side],
                    segment.Acknowledgment + shift[1 - side], segment.Flags, segment.Payload.ToArray()));
            next[side] = segment.Sequence + (uint)segment.PayloadLength + ((segment.Flags & TcpFlags.Syn) != 0 ? 1u : 0);
        }

        dissector.Complete();
        sink.Dispose();
        return output.ToArray();
    }

    private static TcpSegment Segment(long packet, CaptureTime time, IpEndpoint source, IpEndpoint destination, uint sequence,
        uint acknowledgment, TcpFlags flags, byte[] payload) => new()
        {
            PacketNumber = packet,
            Time = time,
            Source = source,
            Destination = destination,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Flags = flags,
            Payload = payload,
            PayloadLength = payload.Length,
        };
}
