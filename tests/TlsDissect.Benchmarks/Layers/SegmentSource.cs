using TlsDissect.Benchmarks.Workloads;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>A capture in memory: made in a temporary folder, read once, gone.</summary>
internal static class SegmentSource
{
    /// <summary>One RSA AES-128-GCM connection, and the key that opens it.</summary>
    public static (byte[] Capture, byte[] Key) Make(string kind, int connections, long bytes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tlsdissect-benchmark");
        try
        {
            CaptureMaker.Run([folder.FullName, kind, "capture", $"{connections}", $"{bytes}"]);
            string key = Path.Combine(folder.FullName, "capture.key");
            return (File.ReadAllBytes(Path.Combine(folder.FullName, "capture.pcap")), File.Exists(key) ? File.ReadAllBytes(key) : []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads and decodes all packets, and hands on what is TCP.</summary>
    public static long Read(byte[] capture, SegmentHandler? feed)
    {
        using IPacketSource source = CaptureFile.Open(new MemoryStream(capture), "capture");
        using PacketDecoder decoder = new();
        long bytes = 0;
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || !decoder.TryDecode(item, out TcpSegment segment)) continue;
            bytes += segment.PayloadLength;
            feed?.Invoke(segment);
        }

        return bytes;
    }

    internal delegate void SegmentHandler(in TcpSegment segment);
}
