using TlsDissect.Protocol;
using TlsDissect.Records.Framings;

namespace TlsDissect.Records;

/// <content>
/// Accounts for bytes that are lost, skipped or left over. Every byte of the direction is counted: before the first record, in a whole
/// record, missing, or reported as unread.
/// </content>
internal sealed partial class RecordReader
{
    /// <summary>Number of bytes missing within the present record.</summary>
    private int _missing;

    /// <summary>
    /// The packet that the present record began in, if the record is not whole in one chunk. Before the first record, the packet of the
    /// first byte after records of the other side.
    /// </summary>
    private StreamPosition _begun;

    /// <summary>
    /// Number of bytes before the first record that came before a record of the other side; <c>null</c> while the other side has none
    /// either.
    /// </summary>
    private long? _beforeOther;

    /// <summary>The reader of the other side.</summary>
    public RecordReader? Other { get; set; }

    /// <summary>Number of bytes received so far of the present record.</summary>
    private int Present => _skipping ? RecordHeader.Size + _header.Length - _remaining - _missing : _held.Count;

    /// <summary>Ends the direction. No more bytes will come.</summary>
    public void Complete(in StreamPosition position)
    {
        // If the other side has records, this side probably has too.
        while (_searching &&
            _search!.FindAtEnd(_established || _beforeOther is not null ? HeadersForKnown - 1 : HeadersForUnknown - 1))
        {
            Establish(RecordSearch.Result.Records);
            ReadRecords(default, position);
        }

        HandOverTruncated();
        CompleteFrames();
        if (!_established) TellPreface();
        if (!_established) TellNeverFound();
        else if (_searching) TellSkipped();
        else TellUnread(_damaged ? UnreadKind.Damaged : UnreadKind.Unfinished);
    }

    /// <summary>Hands over the bytes before the first record.</summary>
    private void TellPreface()
    {
        if (_search!.Preface is PrefaceBytes preface) _handler.OnPreface(side, preface);
    }

    /// <summary>Notes that the other side has its first record.</summary>
    private void NoteOther() => _beforeOther ??= _established ? null : _search!.Skipped + _search.Found.Length;

    /// <summary>Stops reading, because another protocol continues from here. The bytes left over were in no record.</summary>
    public void Abandon()
    {
        if (_searching) _search!.Break();
        if (_searching) TellSkipped();
        else TellUnread(UnreadKind.Skipped);
    }

    /// <summary>Notes that bytes are missing here.</summary>
    public void Gap(long length, in StreamPosition position)
    {
        FrameGap place = _unframer?.Skip(length) ?? FrameGap.InTls;
        if (place == FrameGap.InTls) GapInRecords(length, isPlaceKnown: true, position);
        else if (place == FrameGap.Unknown) LoseFrames(length, default, position);
    }

    /// <summary>Handles bytes that are missing or invalid.</summary>
    /// <param name="length">Number of missing bytes.</param>
    /// <param name="isPlaceKnown">Whether all of them are bytes of records.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    private void GapInRecords(long length, bool isPlaceKnown, in StreamPosition position)
    {
        while (_searching && _search!.FindBeforeGap())
        {
            Establish(RecordSearch.Result.Records);
            ReadRecords(default, position);
        }

        if (_searching)
        {
            _search!.Break();
            _loss?.Add(length);
            if (_search.Passed is not null) _handler.OnPreTlsGap(side, length);
            if (_established) _handler.OnLost(side, length, null, position);
            return;
        }

        bool inFragment = isPlaceKnown && (_skipping || _held.Count >= RecordHeader.Size) && length <= _remaining;
        if (inFragment && !_ssl2)
        {
            // The place of the next header is known, so only this record is lost, and only once.
            HandOverTruncated();
            _handler.OnLost(side, length, _damaged ? 0 : 1, position);
            (_loss ??= new StreamLoss(side, _handler)).Add(0);
            _held.Release();
            _damaged = true;
            _skipping = true;
            _remaining -= (int)length;
            _missing += (int)length;
            if (_remaining == 0) EndSkip(position);
            return;
        }

        HandOverTruncated();
        TellUnread(length > 0 ? UnreadKind.Damaged : UnreadKind.Skipped);
        StartSearch(
            length + (_skipping || _held.Count >= RecordHeader.Size ? RecordHeader.Size + _header.Length - _remaining : _held.Count),
            position);
        _handler.OnLost(side, length, null, position);
    }

    private void HandOverTruncated()
    {
        if (!_ssl2 && !_skipping && _held.Count > RecordHeader.Size)
            _handler.OnTruncated(side, _header, _held.Bytes[RecordHeader.Size..], _begun);
    }

    private void EndSkip(in StreamPosition position)
    {
        bool damaged = _damaged;
        if (damaged) TellUnread(UnreadKind.Damaged);
        _skipping = _damaged = false;
        _missing = 0;
        if (damaged) EndLoss(RecordHeader.Size + _header.Length, position);
        else _handler.OnSkipped(side, _header, position);
    }

    private void EndLoss(long passed, in StreamPosition position)
    {
        (StreamLoss? loss, _loss) = (_loss, null);
        loss?.End(passed, position);
    }

    /// <summary>Reports the bytes of the present record, which will not be completed.</summary>
    private void TellUnread(UnreadKind kind)
    {
        if (Present == 0) return;
        bool hasHeader = !_ssl2 && (_skipping || _held.Count >= RecordHeader.Size);
        _handler.OnUnread(side,
            new UnreadBytes(kind, Present, _begun) { RecordLength = hasHeader ? RecordHeader.Size + _header.Length : null });
    }

    /// <summary>Reports the bytes that a search after the first record has skipped.</summary>
    private void TellSkipped()
    {
        if (!_established || _search!.Skipped == 0) return;
        ReadOnlySpan<byte> found = _search.Found;
        bool isBeforeHello = found.Length >= RecordSignature.HelloSize && RecordSignature.IsHello(found);
        _handler.OnUnread(side, new UnreadBytes(UnreadKind.Skipped, _search.Skipped, _loss!.Begun)
        {
            IsBeforeHello = isBeforeHello,
            Preface = isBeforeHello ? _search.Preface : null,
        });
    }

    /// <summary>
    /// Reports, in a direction without any record, the bytes that came after the other side had records. They are not from before TLS.
    /// </summary>
    private void TellNeverFound()
    {
        // They are frames of the carrier without any record.
        if (Other is { Carrier: not null }) return;
        if (_beforeOther is long before && _search!.Skipped > before)
            _handler.OnUnread(side, new UnreadBytes(UnreadKind.Skipped, _search.Skipped - before, _begun));
    }

    /// <summary>Searches for the next record after an invalid header.</summary>
    private ReadOnlySpan<byte> LoseFraming(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        Span<byte> header = stackalloc byte[RecordHeader.Size];
        int held = _held.Count;
        _held.Bytes.CopyTo(header);
        StartSearch(distance: 0, held > 0 ? _begun : position);
        _search!.Push(header[..held], _begun);
        _handler.OnLost(side, 0, null, position);
        return data;
    }

    /// <param name="distance">Bytes of the stream that are lost, or that belong to a record lost with them.</param>
    /// <param name="begun">The packet that the search begins with.</param>
    private void StartSearch(long distance, in StreamPosition begun)
    {
        (_loss ??= new StreamLoss(side, _handler)).Add(distance);
        _loss.Begun = begun;
        _held.Release();
        _skipping = _damaged = _ssl2 = false;
        _remaining = _missing = 0;
        _searching = true;
        _search ??= new RecordSearch();
        _search.MayBeFramed = MayBeFramed;
        _search.BeginPreface(isWanted: distance == 0);
        // The unused bytes that it kept are searched again.
        _loss.Watch(_search);
        if (_search.Found.IsEmpty) _search.Break();
    }
}
