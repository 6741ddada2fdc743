using System.Buffers.Binary;
using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Writing;

/// <summary>Writes a pcap file (draft-ietf-opsawg-pcap): little-endian and in microseconds, which every program reads.</summary>
internal sealed class PcapWriter
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const int SnapLength = 262144;
    private const int PacketHeaderSize = 16;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Stream _output;
    private readonly byte[] _header = new byte[PacketHeaderSize];

    /// <summary>Writes the file's header.</summary>
    /// <param name="output">Not owned; should be buffered.</param>
    /// <param name="linkType">Type of every packet's first header.</param>
    public PcapWriter(Stream output, LinkType linkType)
    {
        _output = output;
        Span<byte> header = stackalloc byte[PcapFileHeader.Size];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Microseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)linkType);
        _output.Write(header);
    }

    /// <summary>Writes a whole packet.</summary>
    /// <param name="time">From 1970 to 2106; truncated to microseconds.</param>
    /// <param name="data">At most 262,144 bytes.</param>
    public void WritePacket(CaptureTime time, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, SnapLength);
        long nanoseconds = Math.Max(time.Nanoseconds, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(_header, (uint)(nanoseconds / NanosecondsPerSecond));
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(4), (uint)(nanoseconds % NanosecondsPerSecond / 1000));
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(8), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(12), data.Length);
        _output.Write(_header);
        _output.Write(data);
    }
}
