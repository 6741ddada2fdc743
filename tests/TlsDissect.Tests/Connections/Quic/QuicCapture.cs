using TlsDissect.Tests.Connections.Datagrams;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>A capture of QUIC with its packets decrypted apart from the dissector.</summary>
internal sealed record QuicCapture(CapturedDatagrams Capture, List<OpenedQuicPacket> Packets)
{
    public static QuicCapture Load(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        string log = Path.Combine(capture.Folder, "keys.log");
        return new(capture, QuicOpener.Open([.. capture.Datagrams.Select(datagram => datagram.Payload)],
            File.Exists(log) ? File.ReadAllText(log) : ""));
    }
}
