using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Writing;

/// <summary>
/// Writes a pcapng file (draft-ietf-opsawg-pcapng) of one little-endian section: interfaces, packets, secrets, statistics. Each block is
/// one write to the stream. So a truncated file ends with a whole block, if the stream's own writes are atomic.
/// </summary>
/// <remarks>A reader that reads the file once, as tshark does, can use secrets only for later packets, so write secrets first.</remarks>
internal sealed class PcapNgWriter
{
    /// <summary>Maximum length of an option's value, which has a 16-bit length.</summary>
    private const int MaxOptionLength = ushort.MaxValue;

    private const ushort EndOfOptions = 0;
    private const ushort InterfaceName = 2;
    private const ushort InterfaceResolution = 9;
    private const ushort SectionApplication = 4;
    private const ushort StatisticsReceived = 4;
    private const ushort StatisticsDropped = 5;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _block = new(4096);
    private readonly List<int> _fractionDigits = [];

    /// <summary>Starts the section.</summary>
    /// <param name="output">Not owned; should be buffered.</param>
    /// <param name="comment">Comment on the section; <c>null</c> for none.</param>
    public PcapNgWriter(Stream output, string? comment = null)
    {
        _output = output;
        Begin(PcapNgBlock.SectionHeader);
        UInt32(0x1A2B3C4D);
        UInt16(1);
        UInt16(0);
        Int64(-1); // the section's length is not known
        Option(PcapNgOptions.Comment, comment);
        Option(SectionApplication, "tlsdissect");
        UInt32(EndOfOptions);
        End();
    }

    /// <summary>Number of bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>Declares an interface, to which packets refer.</summary>
    /// <param name="linkType">Type of its packets' first header.</param>
    /// <param name="snapLength">Maximum number of bytes kept of a packet; 0 for no limit.</param>
    /// <param name="name">Its name, or <c>null</c>.</param>
    /// <param name="fractionDigits">Decimal digits of a second in its packets' times, 0 to 9; finer times are truncated.</param>
    /// <param name="comment">Comment on the interface, or <c>null</c>.</param>
    /// <returns>Its number, from 0.</returns>
    public int AddInterface(LinkType linkType, int snapLength = 0, string? name = null, int fractionDigits = 9, string? comment = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(snapLength);
        ArgumentOutOfRangeException.ThrowIfNegative(fractionDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionDigits, 9);
        Begin(PcapNgBlock.InterfaceDescription);
        UInt16((ushort)linkType);
        UInt16(0);
        UInt32((uint)snapLength);
        Option(PcapNgOptions.Comment, comment);
        Option(InterfaceName, name);
        Option(InterfaceResolution, [(byte)fractionDigits]);
        UInt32(EndOfOptions);
        End();
        _fractionDigits.Add(fractionDigits);
        return _fractionDigits.Count - 1;
    }

    /// <summary>Writes a packet (Enhanced Packet Block).</summary>
    /// <param name="interfaceId">The result of <see cref="AddInterface"/>.</param>
    /// <param name="time">When it was captured; not before 1970.</param>
    /// <param name="data">As captured.</param>
    /// <param name="originalLength">Its length on the wire in bytes.</param>
    /// <param name="comment">Comment on the packet, or <c>null</c>.</param>
    public void WritePacket(int interfaceId, CaptureTime time, ReadOnlySpan<byte> data, int originalLength, string? comment = null)
    {
        Begin(PcapNgBlock.EnhancedPacket);
        UInt32((uint)interfaceId);
        Time(interfaceId, time);
        UInt32((uint)data.Length);
        UInt32((uint)originalLength);
        Padded(data);
        if (comment is not null)
        {
            Option(PcapNgOptions.Comment, comment);
            UInt32(EndOfOptions);
        }

        End();
    }

    /// <summary>Writes secrets (Decryption Secrets Block).</summary>
    /// <param name="type">Their type: <see cref="CapturedItem.TlsKeyLog"/> for key log lines.</param>
    /// <param name="secrets">For a key log, whole lines with their ends.</param>
    public void WriteSecrets(uint type, ReadOnlySpan<byte> secrets)
    {
        Begin(PcapNgBlock.DecryptionSecrets);
        UInt32(type);
        UInt32((uint)secrets.Length);
        Padded(secrets);
        End();
    }

    /// <summary>Writes the counts of an interface (Interface Statistics Block).</summary>
    /// <param name="interfaceId">The result of <see cref="AddInterface"/>.</param>
    /// <param name="time">Time of the counts.</param>
    /// <param name="received">Number of packets received.</param>
    /// <param name="dropped">Number of packets that the kernel dropped because its buffer was full.</param>
    public void WriteStatistics(int interfaceId, CaptureTime time, long received, long dropped)
    {
        Begin(PcapNgBlock.InterfaceStatistics);
        UInt32((uint)interfaceId);
        Time(interfaceId, time);
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, received);
        Option(StatisticsReceived, value);
        BinaryPrimitives.WriteInt64LittleEndian(value, dropped);
        Option(StatisticsDropped, value);
        UInt32(EndOfOptions);
        End();
    }

    private void Begin(uint type)
    {
        _block.ResetWrittenCount();
        UInt32(type);
        UInt32(0); // the length, when it is known
    }

    private void End()
    {
        uint length = (uint)(_block.WrittenCount + PcapNgBlock.TrailerSize);
        UInt32(length);
        // The block is our own buffer, but its writer exposes it only as read-only.
        Span<byte> block = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_block.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], length);
        _output.Write(block);
        Length += length;
    }

    private void Time(int interfaceId, CaptureTime time)
    {
        long units = Math.Max(time.Nanoseconds, 0);
        for (int digits = _fractionDigits[interfaceId]; digits < 9; digits++) units /= 10;
        UInt32((uint)(units >> 32));
        UInt32((uint)units);
    }

    private void Option(ushort code, string? text)
    {
        if (text is null) return;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Option(code, bytes.AsSpan(0, Math.Min(bytes.Length, MaxOptionLength)));
    }

    private void Option(ushort code, ReadOnlySpan<byte> value)
    {
        UInt16(code);
        UInt16((ushort)value.Length);
        Padded(value);
    }

    private void Padded(ReadOnlySpan<byte> bytes)
    {
        _block.Write(bytes);
        int padding = -bytes.Length & 3;
        _block.GetSpan(4)[..padding].Clear();
        _block.Advance(padding);
    }

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_block.GetSpan(2), value);
        _block.Advance(2);
    }

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_block.GetSpan(4), value);
        _block.Advance(4);
    }

    private void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_block.GetSpan(8), value);
        _block.Advance(8);
    }
}
