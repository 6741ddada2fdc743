using System.Buffers.Binary;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Writing;

/// <summary>
/// Writes a capture again as pcapng, with secrets at the start. A pcapng file stays the same, byte for byte, except for the new blocks
/// after its first section header. For pcap or snoop, the packets stay the same. The output is not compressed.
/// </summary>
internal static class CaptureWithSecrets
{
    /// <summary>Maximum size of key log lines in one block, because readers limit the size of a block.</summary>
    private const int MaxBlock = 1 << 20;

    private const int SectionLengthOffset = 16;
    private const int SectionMinLength = 28;

    /// <summary>Writes the capture.</summary>
    /// <param name="path">A capture file.</param>
    /// <param name="keyLog">Whole lines.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="stop">Ends it early, after a whole packet or block of bytes.</param>
    /// <exception cref="CaptureException">The file cannot be opened, or is not a capture.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> keyLog, Stream output, CancellationToken stop = default)
    {
        using ByteWindow window = CaptureFile.OpenWindow(path);
        if (window.TryPeek(PcapNgBlock.SectionStartSize, out ReadOnlySpan<byte> start) &&
            BinaryPrimitives.ReadUInt32LittleEndian(start) == PcapNgBlock.SectionHeader)
            WritePcapNg(window, path, keyLog.Span, output, stop);
        else
            WritePcap(CaptureContent.CreateReader(window, path, 0), keyLog.Span, output, stop);
    }

    private static void WritePcapNg(ByteWindow window, string path, ReadOnlySpan<byte> keyLog, Stream output, CancellationToken stop)
    {
        window.TryPeek(PcapNgBlock.SectionStartSize, out ReadOnlySpan<byte> start);
        bool isOrdered = PcapNgBlock.TryReadByteOrder(start, out FieldReader field);
        uint length = field.UInt32(start[4..]);
        if (!isOrdered || !PcapNgBlock.IsLengthValid(length) || length < SectionMinLength ||
            !window.TryPeek((int)length, out ReadOnlySpan<byte> section))
            throw new CaptureException($"{path}: its section header is damaged; secrets cannot be inserted after it");

        bool isLittleEndian = field.UInt16([1, 0]) == 1;
        byte[] blocks = Blocks(keyLog, isLittleEndian);
        byte[] header = section.ToArray();
        // If the section declares its length, that has changed.
        long sectionLength = field.Int64(header.AsSpan(SectionLengthOffset));
        if (sectionLength >= 0) WriteInt64(header.AsSpan(SectionLengthOffset), sectionLength + blocks.Length, isLittleEndian);
        output.Write(header);
        output.Write(blocks);
        window.Advance((int)length);
        while (!stop.IsCancellationRequested && window.TryPeek(1, out _) && window.TryPeek(window.Available, out ReadOnlySpan<byte> bytes))
        {
            output.Write(bytes);
            window.Advance(bytes.Length);
        }
    }

    private static void WritePcap(CaptureReader reader, ReadOnlySpan<byte> keyLog, Stream output, CancellationToken stop)
    {
        PcapNgWriter writer = new(output);
        foreach (Range block in Split(keyLog)) writer.WriteSecrets(CapturedItem.TlsKeyLog, keyLog[block]);
        bool isDeclared = false;
        while (!stop.IsCancellationRequested && reader.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            if (!isDeclared) writer.AddInterface(item.LinkType, fractionDigits: item.Time.FractionDigits);
            isDeclared = true;
            writer.WritePacket(0, item.Time, item.Data, item.OriginalLength);
        }
    }

    /// <summary>Builds Decryption Secrets Blocks in a section's own byte order.</summary>
    private static byte[] Blocks(ReadOnlySpan<byte> keyLog, bool isLittleEndian)
    {
        using MemoryStream blocks = new();
        foreach (Range part in Split(keyLog))
        {
            ReadOnlySpan<byte> lines = keyLog[part];
            int padded = lines.Length + 3 & ~3;
            byte[] block = new byte[PcapNgBlock.HeaderSize + 8 + padded + PcapNgBlock.TrailerSize];
            WriteUInt32(block, PcapNgBlock.DecryptionSecrets, isLittleEndian);
            WriteUInt32(block.AsSpan(4), (uint)block.Length, isLittleEndian);
            WriteUInt32(block.AsSpan(8), CapturedItem.TlsKeyLog, isLittleEndian);
            WriteUInt32(block.AsSpan(12), (uint)lines.Length, isLittleEndian);
            lines.CopyTo(block.AsSpan(16));
            WriteUInt32(block.AsSpan(block.Length - PcapNgBlock.TrailerSize), (uint)block.Length, isLittleEndian);
            blocks.Write(block);
        }

        return blocks.ToArray();
    }

    /// <summary>Splits into pieces of at most <see cref="MaxBlock"/> bytes that end with a line.</summary>
    private static List<Range> Split(ReadOnlySpan<byte> keyLog)
    {
        List<Range> parts = [];
        for (int at = 0; at < keyLog.Length;)
        {
            int length = Math.Min(MaxBlock, keyLog.Length - at);
            if (at + length < keyLog.Length) length = keyLog.Slice(at, length).LastIndexOf((byte)'\n') + 1;
            parts.Add(at..(at + length));
            at += length;
        }

        return parts;
    }

    private static void WriteUInt32(Span<byte> bytes, uint value, bool isLittleEndian)
    {
        if (isLittleEndian) BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
    }

    private static void WriteInt64(Span<byte> bytes, long value, bool isLittleEndian)
    {
        if (isLittleEndian) BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt64BigEndian(bytes, value);
    }
}
