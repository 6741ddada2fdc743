using System.Buffers.Binary;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Takes the little-endian pcap files that tcpdump writes apart.</summary>
internal static class PcapEdit
{
    public const int HeaderLength = 24;
    private const int RecordHeaderLength = 16;

    /// <summary>Where each packet's record starts, and where the last ends.</summary>
    public static List<int> RecordStarts(byte[] file)
    {
        List<int> starts = [HeaderLength];
        while (starts[^1] + RecordHeaderLength <= file.Length)
            starts.Add(starts[^1] + RecordHeaderLength + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(starts[^1] + 8)));
        return starts;
    }

    /// <summary>The packets from one to before another (from 0), as a capture of its own.</summary>
    public static byte[] Part(byte[] file, int from, int to)
    {
        List<int> starts = RecordStarts(file);
        return [.. file[..HeaderLength], .. file[starts[from]..starts[to]]];
    }
}
