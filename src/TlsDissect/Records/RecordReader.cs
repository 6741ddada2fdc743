using System.Diagnostics;
using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// Reads records from the bytes of one direction. A record within one chunk is handed on in place. A record that spans chunks is copied
/// once, into a pooled buffer that is rented only while the record is incomplete. An unwanted record is counted and skipped.
/// </summary>
internal sealed partial class RecordReader(int side, IRecordHandler handler) : IDisposable
{
    private const int HeadersForUnknown = 3, HeadersForKnown = 2;

    /// <summary>The search for a record start. Set until the bytes that it kept are read.</summary>
    private RecordSearch? _search = new();
    private bool _searching = true;
    private bool _established;
    private bool _ssl2;
    private bool _skipping;
    private bool _damaged;
    private RecordHeader _header;
    private IRecordHandler _handler = handler;

    /// <summary>Number of fragment bytes still to come of the record that is being collected or skipped.</summary>
    private int _remaining;
    private RecordBuffer _held = new();

    /// <summary>The loss, set until the next record.</summary>
    private StreamLoss? _loss;

    /// <summary>Bytes of memory that the held parts of records use.</summary>
    public int Held => _held.Held + (_search?.Held ?? 0) + (_loss is null ? 0 : StreamLoss.Held) + (_unframer?.Held ?? 0);

    /// <summary>Whether the next byte begins a record and nothing is kept, not even about a loss.</summary>
    public bool IsBetweenRecords =>
        _established && !_searching && _search is null && _loss is null && !_ssl2 && !_skipping && _held.Count == 0 && Carrier is null;

    /// <summary>Starts between two records, without a search for the first.</summary>
    public void BeginBetweenRecords() => (_search, _searching, _established) = (null, false, true);

    /// <summary>Passes records to another handler from now on.</summary>
    public void Attach(IRecordHandler other) => _handler = other;

    /// <summary>
    /// Skips bytes within an unwanted record, as in most packets of a scan. Returns <c>false</c> if <see cref="Read"/> has to take them.
    /// </summary>
    public bool TrySkip(int length)
    {
        if (!_skipping || _damaged || length >= _remaining || _search is not null || _unframer is not null) return false;
        _remaining -= length;
        return true;
    }

    /// <summary>Reads the next bytes of the direction.</summary>
    public void Read(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (_unframer is null) ReadRecords(data, position);
        else ReadFrames(data, position);
    }

    private void ReadRecords(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        while (true)
        {
            if (_searching)
            {
                if (!_established && _beforeOther is not null && _begun.Packet == 0) _begun = position;
                RecordSearch.Result result = _search!.Next(ref data, _established ? HeadersForKnown : HeadersForUnknown, position);
                if (result == RecordSearch.Result.None) return;
                Establish(result);
                if (_search.Unframer is null) continue;
                BeginFrames(data, position);
                return;
            }
            else if (_search is not null) ReadFound(_search);
            else if (data.IsEmpty) return;
            else data = ReadSome(data, position);
        }
    }

    /// <summary>Passes all bytes before the first record to the handler from now on.</summary>
    public void WatchPreTlsData() => _search!.Passed = bytes => _handler.OnPreTlsData(side, bytes);

    public void Dispose()
    {
        _held.Release();
        _search?.Dispose();
    }

    private void Establish(RecordSearch.Result result)
    {
        _searching = false;
        _search!.Passed = null;
        TellSkipped();
        JudgeFrames(_search);
        EndLoss(_search.Skipped, _search.PositionOf(0));
        if (!_established)
        {
            TellPreface();
            Other?.NoteOther();
        }

        _established = true;
        _ssl2 = result == RecordSearch.Result.Ssl2ClientHello;
    }

    /// <summary>
    /// Reads the bytes that the search kept, ahead of new ones. They stay in its buffer, because a new search continues with them.
    /// </summary>
    private void ReadFound(RecordSearch search)
    {
        ReadOnlySpan<byte> found = search.Found;
        if (found.IsEmpty)
        {
            search.Dispose();
            _search = null;
            return;
        }

        // A record has the packet of its last byte, or that of its first until it is complete.
        int length = LengthOf(found);
        search.Advance(found.Length - ReadSome(found, search.PositionOf(length <= found.Length ? length - 1 : 0)).Length);
    }

    /// <summary>Number of bytes up to the end of the present record, of which some were found.</summary>
    private int LengthOf(ReadOnlySpan<byte> found)
    {
        if (_ssl2) return RecordSignature.Ssl2ClientHelloLength(found);
        if (_skipping || _held.Count > 0) return _remaining;
        if (found.Length < RecordHeader.Size) return RecordHeader.Size;
        bool isKnown = RecordSignature.TryReadHeader(found, out RecordHeader header);
        return RecordHeader.Size + (isKnown ? header.Length : 0);
    }

    private ReadOnlySpan<byte> ReadSome(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        if (_ssl2) return CollectSsl2(data, position);
        if (_skipping) return Skip(data, position);
        return _held.Count > 0 ? Collect(data, position) : ReadWhole(data, position);
    }

    /// <summary>Passes whole records on from the chunk itself. No partial record is held.</summary>
    private ReadOnlySpan<byte> ReadWhole(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        if (data.Length < RecordHeader.Size)
        {
            _held.Append(data, RecordHeader.Size);
            _begun = position;
            return default;
        }

        if (!RecordSignature.TryReadHeader(data, out _header)) return LoseFraming(data, position);
        data = data[RecordHeader.Size..];
        _remaining = _header.Length;
        _begun = position;
        if (!_handler.WantsFragment(side, _header)) return StartSkipping(data, position);
        if (data.Length >= _remaining)
        {
            ReadOnlySpan<byte> fragment = data[.._remaining];
            int taken = _remaining;
            _remaining = 0;
            _handler.OnRecord(side, new TlsRecord(_header, fragment, position));
            return data[taken..];
        }

        StartCollecting();
        return data;
    }

    /// <summary>Completes the header or fragment of which a part is held.</summary>
    private ReadOnlySpan<byte> Collect(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        if (_held.Count < RecordHeader.Size)
        {
            int missing = Math.Min(RecordHeader.Size - _held.Count, data.Length);
            _held.Append(data[..missing], RecordHeader.Size);
            data = data[missing..];
            if (_held.Count < RecordHeader.Size) return data;

            if (!RecordSignature.TryReadHeader(_held.Bytes, out _header)) return LoseFraming(data, position);
            _remaining = _header.Length;
            if (!_handler.WantsFragment(side, _header)) return StartSkipping(data, position);
            if (_remaining > 0)
            {
                StartCollecting();
                return data;
            }
        }

        int taken = Math.Min(_remaining, data.Length);
        _held.Append(data[..taken], 0);
        _remaining -= taken;
        if (_remaining == 0)
        {
            RecordBuffer record = _held.Take();
            _handler.OnRecord(side, new TlsRecord(_header, record.Bytes.Slice(RecordHeader.Size, _header.Length), position));
            record.Release();
        }

        return data[taken..];
    }

    private ReadOnlySpan<byte> StartSkipping(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        _held.Release();
        _skipping = true;
        if (_remaining == 0) EndSkip(position);
        return data;
    }

    private ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        int taken = Math.Min(_remaining, data.Length);
        _remaining -= taken;
        if (_damaged) _loss!.Preceding.Push(data[..taken]);
        if (_remaining == 0) EndSkip(position);
        return data[taken..];
    }

    private ReadOnlySpan<byte> CollectSsl2(ReadOnlySpan<byte> data, scoped in StreamPosition position)
    {
        if (_held.Count == 0) _begun = position;
        int length = _held.Count < RecordSignature.HelloSize
            ? RecordSignature.HelloSize
            : RecordSignature.Ssl2ClientHelloLength(_held.Bytes);
        int taken = Math.Min(length - _held.Count, data.Length);
        _held.Append(data[..taken], length);
        data = data[taken..];
        if (_held.Count < length || _held.Count < RecordSignature.Ssl2ClientHelloLength(_held.Bytes)) return data;

        RecordBuffer hello = _held.Take();
        _ssl2 = false;
        _handler.OnSsl2ClientHello(side, hello.Bytes[2..length], position);
        hello.Release();
        return data;
    }

    private void StartCollecting()
    {
        Debug.Assert(_remaining > 0);
        int held = _held.Count;
        _held.Append(default, RecordHeader.Size + _header.Length);
        if (held == 0) _held.Append(stackalloc byte[RecordHeader.Size], 0); // The header is known, so its bytes are not needed.
    }
}
