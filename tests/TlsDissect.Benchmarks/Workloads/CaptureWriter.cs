using System.Buffers.Binary;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// Writes a pcap file of Ethernet frames, ten microseconds apart, with right lengths and checksums. Can swap and lose packets on the way,
/// as a network and a capturing machine do.
/// </summary>
internal sealed class CaptureWriter : IDisposable
{
    private const int RecordHeader = 16;
    private const int Ethernet = 14;
    private const int Ip = 20;
    private const int Tcp = 20;
    private const int Udp = 8;
    private const byte TcpNumber = 6;
    private const byte UdpNumber = 17;
    private const int Headers = Ethernet + Ip + Tcp;

    /// <summary>Payload of a full segment with MTU 1500.</summary>
    public const int UsualSegmentSize = 1500 - Ip - Tcp;

    private readonly FileStream _file;
    private readonly byte[] _frame;
    private readonly byte[] _late;
    private readonly Random _random;
    private int _lateLength;
    private int _lateFor;
    private long _microseconds = 1_767_607_200_000_000; // 2026-01-05T10:00:00Z

    public CaptureWriter(string path, int segmentSize, Random random)
    {
        SegmentSize = segmentSize;
        _frame = new byte[RecordHeader + Headers + segmentSize];
        _late = new byte[RecordHeader + Headers + segmentSize];
        _random = random;
        _file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 20 });
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _file.Write(header);
    }

    /// <summary>Payload of a full segment.</summary>
    public int SegmentSize { get; }

    /// <summary>Share of the data packets that come one to six packets late.</summary>
    public double Reordered { get; set; }

    /// <summary>Share of the data packets that are not captured.</summary>
    public double Lost { get; set; }

    /// <summary>Bytes written.</summary>
    public long Length => _file.Length;

    public void Write(in Endpoints from, uint sequence, uint acknowledgment, byte flags, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > 0 && Lost > 0 && _random.NextDouble() < Lost) return;
        int length = Fill(from, sequence, acknowledgment, flags, payload);
        if (payload.Length > 0 && _lateLength == 0 && Reordered > 0 && _random.NextDouble() < Reordered)
        {
            _frame.AsSpan(0, length).CopyTo(_late);
            _lateLength = length;
            _lateFor = _random.Next(1, 7);
            return;
        }

        Stamp(_frame);
        _file.Write(_frame, 0, length);
        if (_lateLength > 0 && --_lateFor == 0) WriteLate();
    }

    /// <summary>Writes a UDP datagram. None is reordered or lost.</summary>
    public void WriteDatagram(in Endpoints from, ReadOnlySpan<byte> payload)
    {
        int length = Ethernet + Ip + Udp + payload.Length;
        Span<byte> udp = FillIp(from, length, UdpNumber);
        BinaryPrimitives.WriteUInt16BigEndian(udp, from.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], from.DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        payload.CopyTo(udp[Udp..]);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], Checksum(udp, Pseudo(from, UdpNumber, udp.Length)));
        Stamp(_frame);
        _file.Write(_frame, 0, RecordHeader + length);
    }

    public void Dispose()
    {
        if (_lateLength > 0) WriteLate();
        _file.Dispose();
    }

    private void WriteLate()
    {
        Stamp(_late);
        _file.Write(_late, 0, _lateLength);
        _lateLength = 0;
    }

    private void Stamp(Span<byte> record)
    {
        _microseconds += 10;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(_microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(_microseconds % 1_000_000));
    }

    private int Fill(in Endpoints from, uint sequence, uint acknowledgment, byte flags, ReadOnlySpan<byte> payload)
    {
        int size = Headers + payload.Length;
        Span<byte> tcp = FillIp(from, size, TcpNumber);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, from.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], from.DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgment);
        tcp[12] = 5 << 4;
        tcp[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 0xFFFF);
        payload.CopyTo(tcp[Tcp..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(tcp, Pseudo(from, TcpNumber, tcp.Length)));
        return RecordHeader + size;
    }

    /// <summary>Fills the headers in front of the transport's, and returns the rest with its header empty.</summary>
    private Span<byte> FillIp(in Endpoints from, int size, byte protocol)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_frame.AsSpan(8), size);
        BinaryPrimitives.WriteInt32LittleEndian(_frame.AsSpan(12), size);
        Span<byte> frame = _frame.AsSpan(RecordHeader, size);
        frame[..Math.Min(size, Headers)].Clear();
        (frame[0], frame[6], frame[12]) = (2, 2, 8);

        Span<byte> ip = frame[Ethernet..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(size - Ethernet));
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], from.SourceAddress);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], from.DestinationAddress);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..Ip], 0));

        return ip[Ip..];
    }

    /// <summary>The sum of the pseudo header.</summary>
    private static ulong Pseudo(in Endpoints from, byte protocol, int length) =>
        (ulong)(from.SourceAddress >> 16) + (from.SourceAddress & 0xFFFF) + (from.DestinationAddress >> 16) +
            (from.DestinationAddress & 0xFFFF) + protocol + (ulong)length;

    /// <summary>RFC 1071.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> data, ulong sum)
    {
        for (; data.Length >= 4; data = data[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        if (data.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
            data = data[2..];
        }

        if (data.Length == 1) sum += (ulong)data[0] << 8;
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
