using System.Text;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads pcapng files (draft-ietf-opsawg-pcapng): any number of sections of either byte order; interfaces with their own link type and
/// resolution; enhanced, simple and obsolete packets; secrets; comments. Blocks of other types are skipped.
/// </summary>
internal sealed class PcapNgReader : CaptureReader
{
    /// <summary>Maximum number of interfaces in a section. Further ones are skipped with a warning.</summary>
    private const int MaxInterfaces = 1 << 16;

    private const int PacketFixedSize = 20;
    private const int SecretsFixedSize = 8;
    private const int SectionFixedSize = 16;

    private FieldReader _field;
    private PcapNgInterface[] _interfaces = new PcapNgInterface[4];
    private int _interfaceCount;
    private bool _unknownInterfaceReported;
    private bool _tooManyReported;

    /// <summary>Size of the block returned last, which is still in the window because the caller borrows it.</summary>
    private int _block;

    /// <summary>Offset where the search for a whole block continues, from the window's position; 0 if no search is in progress.</summary>
    private int _searched;

    /// <summary>Where that search began, and whether the content ended before the block there did.</summary>
    private (long Position, bool IsCut) _lost;

    /// <summary>Offset in that block of options not searched for comments yet; 0 if there are none.</summary>
    private int _options;

    public PcapNgReader(ByteWindow window, string name, long packetsBefore) : base(window, name, packetsBefore) { }

    public override bool MayBringSecrets => true;

    public override bool TryRead(out CapturedItem item)
    {
        while (true)
        {
            if (_options > 0 && TryReadComment(out item)) return true;
            Window.Advance(_block);
            _block = 0;
            if (_searched == 0)
            {
                if (!Window.TryPeek(PcapNgBlock.SectionStartSize, out ReadOnlySpan<byte> start)) return AtEnd("a block", out item);
                if (TryFrame(start, out uint type, out ReadOnlySpan<byte> body, out bool isCut))
                {
                    if (TryReadBlock(type, body, out item)) return true;
                    continue;
                }

                if (isCut && Window.IsPaused) return AtPause(out item);
                (_lost, _searched) = ((Window.Position, isCut), 4);
            }

            if (Resynchronize(out item) is bool result) return result;
        }
    }

    /// <summary>Whether a whole block starts here.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="type">Its type.</param>
    /// <param name="body">Its body, between the two length fields.</param>
    /// <param name="isCut">If no whole block starts here, whether the content ends before the block does.</param>
    private bool TryFrame(ReadOnlySpan<byte> start, out uint type, out ReadOnlySpan<byte> body, out bool isCut)
    {
        body = default;
        isCut = false;
        type = _field.UInt32(start);
        if (type == PcapNgBlock.SectionHeader && !TryStartSection(start)) return false;
        uint length = _field.UInt32(start[4..]);
        if (!PcapNgBlock.IsLengthValid(length)) return false;
        isCut = !Window.TryPeek((int)length, out ReadOnlySpan<byte> block);
        if (isCut || !PcapNgBlock.HasTrailer(block, _field)) return false;
        _block = (int)length;
        body = block[PcapNgBlock.HeaderSize..^PcapNgBlock.TrailerSize];
        return true;
    }

    /// <summary>Reads a block. Returns whether it gave an item.</summary>
    private bool TryReadBlock(uint type, ReadOnlySpan<byte> body, out CapturedItem item)
    {
        item = default;
        switch (type)
        {
            case PcapNgBlock.EnhancedPacket when body.Length >= PacketFixedSize:
                return ReadPacket(body, _field.UInt32(body), out item);
            case PcapNgBlock.ObsoletePacket when body.Length >= PacketFixedSize: // a drop count shares the interface's field
                return ReadPacket(body, _field.UInt16(body), out item);
            case PcapNgBlock.SimplePacket when body.Length >= 4:
                return ReadSimplePacket(body, out item);
            case PcapNgBlock.InterfaceDescription when body.Length >= PcapNgInterface.FixedSize:
                return AddInterface(body, out item);
            case PcapNgBlock.DecryptionSecrets when body.Length >= SecretsFixedSize:
                return ReadSecrets(body, out item);
            case PcapNgBlock.SectionHeader:
                KeepOptions(body, SectionFixedSize);
                return false;
            case PcapNgBlock.EnhancedPacket or PcapNgBlock.ObsoletePacket or PcapNgBlock.SimplePacket or PcapNgBlock.InterfaceDescription or
                PcapNgBlock.DecryptionSecrets:
                return WarnOfBlock("too short", out item);
            default:
                return false;
        }
    }

    private bool ReadPacket(ReadOnlySpan<byte> body, uint interfaceId, out CapturedItem item)
    {
        if (interfaceId >= (uint)_interfaceCount) return ReportUnknownInterface(interfaceId, out item);

        uint captured = _field.UInt32(body[12..]);
        if (captured > body.Length - PacketFixedSize)
        {
            return WarnOfBlock($"packet of {captured} bytes in a block with {body.Length - PacketFixedSize}", out item);
        }

        ref readonly PcapNgInterface captor = ref _interfaces[interfaceId];
        KeepOptions(body, PacketFixedSize + ((int)captured + 3 & ~3));
        item = CapturedItem.Packet(
            Name,
            ++LastPacket,
            captor.Resolution.ToTime(_field.UInt32(body[4..]), _field.UInt32(body[8..])),
            captor.LinkType,
            body.Slice(PacketFixedSize, (int)captured),
            (int)Math.Min(_field.UInt32(body[16..]), int.MaxValue));
        return true;
    }

    // A simple packet belongs to the section's first interface and has neither time nor captured length (§4.4).
    private bool ReadSimplePacket(ReadOnlySpan<byte> body, out CapturedItem item)
    {
        if (_interfaceCount == 0) return ReportUnknownInterface(0, out item);

        ref readonly PcapNgInterface captor = ref _interfaces[0];
        uint original = _field.UInt32(body);
        uint captured = Math.Min(original, (uint)body.Length - 4);
        if (captor.SnapLength != 0) captured = Math.Min(captured, captor.SnapLength);
        item = CapturedItem.Packet(Name, ++LastPacket, default, captor.LinkType, body.Slice(4, (int)captured),
            (int)Math.Min(original, int.MaxValue));
        return true;
    }

    private bool ReadSecrets(ReadOnlySpan<byte> body, out CapturedItem item)
    {
        uint length = _field.UInt32(body[4..]);
        if (length > body.Length - SecretsFixedSize)
        {
            return WarnOfBlock($"{length} bytes of secrets in a block with {body.Length - SecretsFixedSize}", out item);
        }

        item = CapturedItem.Secrets(Name, LastPacket, _field.UInt32(body), body.Slice(SecretsFixedSize, (int)length));
        return true;
    }

    private bool AddInterface(ReadOnlySpan<byte> body, out CapturedItem item)
    {
        if (_interfaceCount == MaxInterfaces)
        {
            item = default;
            if (_tooManyReported) return false;
            _tooManyReported = true;
            return WarnOfBlock($"more than {MaxInterfaces} interfaces; packets of later ones are skipped", out item);
        }

        if (_interfaceCount == _interfaces.Length) Array.Resize(ref _interfaces, _interfaceCount * 2);
        _interfaces[_interfaceCount++] = PcapNgInterface.Read(body, _field);
        KeepOptions(body, PcapNgInterface.FixedSize);
        item = default;
        return false;
    }

    // Interfaces are numbered within their section.
    private bool TryStartSection(ReadOnlySpan<byte> start)
    {
        if (!PcapNgBlock.TryReadByteOrder(start, out FieldReader field)) return false;
        _field = field;
        _interfaceCount = 0;
        _unknownInterfaceReported = false;
        return true;
    }

    private void KeepOptions(ReadOnlySpan<byte> body, int offset)
    {
        if (offset < body.Length) _options = PcapNgBlock.HeaderSize + offset;
    }

    private bool TryReadComment(out CapturedItem item)
    {
        item = default;
        if (!Window.TryPeek(_block, out ReadOnlySpan<byte> block)) return false;

        int end = block.Length - PcapNgBlock.TrailerSize;
        var options = new PcapNgOptions(block[_options..end], _field);
        while (options.TryNext(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code != PcapNgOptions.Comment) continue;
            _options = end - options.Remaining;
            item = CapturedItem.Comment(Name, LastPacket, Encoding.UTF8.GetString(value));
            return true;
        }

        _options = 0;
        return false;
    }

    // Reported once per section, because every packet of a lost interface would repeat it.
    private bool ReportUnknownInterface(uint id, out CapturedItem item)
    {
        item = default;
        if (_unknownInterfaceReported) return false;
        _unknownInterfaceReported = true;
        return TryWarn("interface",
            $"{Malformed}: packet of interface {id}, which is not declared; packets of undeclared interfaces are skipped", out item);
    }

    private string Malformed => $"malformed block at byte {Window.Position}";

    private bool WarnOfBlock(string what, out CapturedItem item) => TryWarn("block", $"{Malformed}: {what}", out item);

    /// <summary>
    /// Resynchronizes after bytes that are not a whole block. Finds the next place where a known type, a length and the same length at the
    /// block's end match.
    /// </summary>
    /// <param name="item">The item to report.</param>
    /// <returns>Whether there is an item; <c>null</c> to continue reading without one.</returns>
    private bool? Resynchronize(out CapturedItem item)
    {
        bool isFound = PcapNgResynchronizer.TryFindBlock(Window, _field, ref _searched);
        if (!isFound && Window.IsPaused) return AtPause(out item);
        _searched = 0;
        if (isFound)
            return TryWarn("framing", $"no valid block at byte {_lost.Position}; reading continues at byte {Window.Position}", out item)
                ? true
                : null;

        // If the content ends in the middle of a block, and no other block starts after its first byte, the block is only truncated.
        return _lost.IsCut
            ? AtEnd("a block", _lost.Position, true, out item)
            : GiveUp("no valid block there or after", _lost.Position, out item);
    }
}
