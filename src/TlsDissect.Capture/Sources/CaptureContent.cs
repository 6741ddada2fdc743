using System.Buffers.Binary;
using TlsDissect.Protocol;
using ZstdSharp;

namespace TlsDissect.Capture.Sources;

/// <summary>Recognizes a file's format by its first bytes.</summary>
internal static class CaptureContent
{
    /// <summary>Number of bytes that identify a format.</summary>
    public const int MagicSize = 4;

    private const uint Zstandard = 0xFD2FB528;

    /// <summary>Zstandard's skippable frames (RFC 8878 §3.1.2) end in any digit. Parallel compressors start with one.</summary>
    private const uint ZstandardSkippable = 0x184D2A50;

    /// <summary>Opens a window over the decompressed content.</summary>
    public static ByteWindow Open(Stream stream, string name)
    {
        var window = new ByteWindow(stream);
        uint magic = Magic(window, name);
        bool isGzip = (magic & 0xFFFF) == 0x8B1F; // RFC 1952 §2.3.1
        bool isZstandard = magic == Zstandard || (magic & ~0xFu) == ZstandardSkippable;
        if (!isGzip && !isZstandard) return window;

        var compressed = new WindowStream(window);
        Stream content = isGzip ? Inflation.Gzip(compressed) : new DecompressionStream(compressed, leaveOpen: false);
        return new ByteWindow(new SalvagingStream(content), window);
    }

    /// <summary>Creates the reader for the window's content.</summary>
    /// <exception cref="CaptureException">The content is not a capture.</exception>
    public static CaptureReader CreateReader(ByteWindow window, string name, long packetsBefore)
    {
        uint magic = Magic(window, name);
        if (magic == PcapNgBlock.SectionHeader) return new PcapNgReader(window, name, packetsBefore);
        if (PcapFileHeader.IsMagic(magic)) return new PcapReader(window, name, packetsBefore);
        if (SnoopFileHeader.IsMagic(magic)) return new SnoopReader(window, name, packetsBefore);
        // Only the bytes that have come so far, because the call would wait for more.
        window.TryPeek(window.Available, out ReadOnlySpan<byte> start);
        if (ForeignFormat.Recognize(start) is not ForeignFormat foreign)
            throw new CaptureException($"{name}: is not a capture file (pcap, pcapng or snoop, plain or compressed with gzip or zstd)");
        throw new CaptureException(
            $"{name}: is {foreign.Name}; {(foreign.IsCompressed ? "read" : "convert")} it with: {foreign.CommandFor(name)}")
        { Refusal = foreign.IsCompressed ? CaptureRefusal.Compressed : CaptureRefusal.None };
    }

    private static uint Magic(ByteWindow window, string name)
    {
        if (window.TryPeek(MagicSize, out ReadOnlySpan<byte> bytes)) return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (window.Problem is { } problem) throw new CaptureException($"{name}: cannot be read: {problem}");
        throw new CaptureException(window.Available == 0 ? $"{name}: is empty" : $"{name}: is too short to be a capture file");
    }
}
