using System.Buffers;
using TlsDissect.Protocol;
using TlsDissect.Records.Framings;

namespace TlsDissect.Records;

/// <summary>
/// Finds record starts in a direction that may have no records, or that lost its framing. Certain starts are a hello, a record of whole
/// messages in the clear, a change_cipher_spec, an alert that begins the direction, and a record that the handler can authenticate.
/// Otherwise a record starts at the first of a chain of adjacent headers. Bytes are kept only while a candidate is being confirmed, at most
/// <see cref="MaxKept"/>. Each byte is examined a bounded number of times.
/// </summary>
internal sealed class RecordSearch : IDisposable
{
    /// <summary>Three records of maximum size and one header: enough to decide on any chain.</summary>
    private const int MaxKept = 3 * (RecordHeader.MaxFragmentLength + RecordHeader.Size) + RecordHeader.Size;

    /// <summary>Number of adjacent unauthenticated records after which the keys must be wrong, not the framing.</summary>
    private const int RefusedThatConvince = 3;

    private byte[] _kept = [];
    private KeptPackets _packets;
    private int _start;
    private int _count;
    private long _passed;
    private long _nextInChain = -1;
    private int _refusedInChain;
    private bool _keepsPreface = true;

    /// <summary>Whether the next byte is the first of the direction.</summary>
    private bool _atStart = true;

    /// <summary>Judges whether a candidate is a record, given the number of bytes skipped before it.</summary>
    internal delegate CandidateVerdict CandidateProbe(in TlsRecord candidate, long skipped);

    /// <summary>After a loss: judges whether a candidate authenticates.</summary>
    public CandidateProbe? Probe { get; set; }

    /// <summary>Keeps the last of the skipped bytes: those of a loss, or created with the first of them.</summary>
    public PrecedingBytes? Preceding { get; set; }

    /// <summary>Whether the records may be in frames of another protocol.</summary>
    public bool MayBeFramed { get; set; } = true;

    /// <summary>After a result: the unframer for the records found; <c>null</c> if they are not in frames after all.</summary>
    public IUnframer? Unframer { get; set; }

    /// <summary>Borrows the bytes skipped before the first record, if they are wanted.</summary>
    public Action<ReadOnlySpan<byte>>? Passed { get; set; }

    /// <summary>The result of a search.</summary>
    internal enum Result
    {
        /// <summary>Nothing yet: more bytes are needed.</summary>
        None,

        /// <summary>A record starts at the first byte of <see cref="Found"/>.</summary>
        Records,

        /// <summary>An SSLv2-compatible ClientHello starts at the first byte of <see cref="Found"/>.</summary>
        Ssl2ClientHello,
    }

    /// <summary>
    /// After a result: the kept bytes from the found start on. Valid until the next call. <see cref="Advance"/> releases them.
    /// </summary>
    public ReadOnlySpan<byte> Found => _kept.AsSpan(_start, _count);

    /// <summary>The packet that brought a byte of <see cref="Found"/>.</summary>
    public StreamPosition PositionOf(int index) => _packets.Of(index);

    /// <summary>Bytes of memory used, about 140 of them by the object itself.</summary>
    public int Held => _kept.Length + _packets.Held + 160 + (Probe is null ? Preceding?.Held ?? 0 : 0) + (Preface?.Held ?? 0);

    /// <summary>Number of bytes skipped since the last result was used.</summary>
    public long Skipped { get; private set; }

    /// <summary>Searches the kept bytes and then the next bytes of the direction.</summary>
    /// <param name="data">Borrowed. On return, without the bytes that were kept or skipped; with <see cref="Result.None"/>, empty.</param>
    /// <param name="headersNeeded">Number of headers in a chain that decides: 3 at the start, 2 after records were seen.</param>
    /// <param name="position">The packet that brought the bytes.</param>
    public Result Next(ref ReadOnlySpan<byte> data, int headersNeeded, in StreamPosition position)
    {
        while (true)
        {
            Result result = Evaluate(headersNeeded);
            if (result != Result.None || data.IsEmpty) return result;
            if (_count == 0)
            {
                int candidate = FirstCandidate(data);
                Pass(data[..candidate]);
                data = data[candidate..];
                if (data.IsEmpty) return Result.None;
            }

            int taken = Math.Min(MaxKept - _count, data.Length);
            if (taken == 0)
            {
                Drop(1);
                continue;
            }

            Keep(data[..taken], position);
            data = data[taken..];
        }
    }

    /// <summary>Searches at the end of the input. Fewer headers decide in a chain that ends with the input.</summary>
    public bool FindAtEnd(int headersNeeded)
    {
        while (_count > 0)
        {
            CandidateVerdict verdict = Ask(Found);
            if (verdict == CandidateVerdict.Record) return true;
            if (verdict == CandidateVerdict.Unknown &&
                (RecordChain.CountToEnd(Found) >= headersNeeded || RecordSignature.IsClearHandshake(Found))) return true;
            Drop(1);
        }

        return false;
    }

    /// <summary>
    /// Searches the kept bytes before a gap. A candidate that reaches into the gap is not a record, but one before it may be certain by
    /// itself.
    /// </summary>
    public bool FindBeforeGap() => FindAtEnd(headersNeeded: int.MaxValue);

    /// <summary>Drops the candidate, because bytes are missing here and no candidate crosses a gap.</summary>
    public void Break()
    {
        Pass(Found);
        Preceding?.Clear();
        Preface?.NoteGap();
        _nextInChain = -1;
        _packets.Remove(_count);
        _count = 0;
        _atStart = false;
    }

    /// <summary>Adds bytes to search before all others.</summary>
    public void Push(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        _atStart = false;
        Keep(data, position);
    }

    /// <summary>The bytes skipped since <see cref="BeginPreface"/>; <c>null</c> if none, too many, or not wanted.</summary>
    public PrefaceBytes? Preface { get; private set; }

    /// <summary>Drops the preface, and keeps the bytes that are skipped from here on if they are wanted.</summary>
    public void BeginPreface(bool isWanted) => (Preface, _keepsPreface) = (null, isWanted);

    /// <summary>Releases bytes found that were used.</summary>
    public void Advance(int bytes)
    {
        _start += bytes;
        _count -= bytes;
        _packets.Remove(bytes);
        Skipped = 0;
        _nextInChain = -1;
        if (bytes > 0) _atStart = false;
    }

    public void Dispose()
    {
        if (_kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _packets, _start, _count) = ([], default, 0, 0);
    }

    /// <summary>Drops candidates until one is a record or needs more bytes.</summary>
    private Result Evaluate(int headersNeeded)
    {
        while (_count > 0)
        {
            ReadOnlySpan<byte> kept = Found;
            if (_atStart && RecordSignature.IsAlert(kept)) return Result.Records;
            if (IsInFrame(kept)) return Result.Records;
            if (kept.Length < RecordSignature.HelloSize)
            {
                if (RecordSignature.IsClearHandshake(kept) && Ask(kept) == CandidateVerdict.Unknown) return Result.Records;
                if (MayStartHere(kept)) return Result.None;
            }
            else
            {
                if (_atStart && RecordSignature.Ssl2ClientHelloLength(kept) > 0) return Result.Ssl2ClientHello;
                if (RecordSignature.IsHello(kept)) return Result.Records;
                // A candidate that can be probed is probed as a whole record, and not judged by later headers.
                CandidateVerdict verdict = Ask(kept);
                if (verdict == CandidateVerdict.Record) return Result.Records;
                if (verdict == CandidateVerdict.Unknown &&
                    (RecordSignature.IsChangeCipherSpec(kept) || RecordSignature.IsClearHandshake(kept))) return Result.Records;
                bool? chain = verdict == CandidateVerdict.NoRecord ? false : RecordChain.Follow(kept, headersNeeded);
                if (chain == true && Probe is not null && !RecordChain.IsWhole(kept, out _)) chain = null;
                if (chain != false) return chain == true ? Result.Records : Result.None;
            }

            Drop(1);
        }

        return Result.None;
    }

    /// <summary>Whether a frame's header comes before a record.</summary>
    private bool IsInFrame(ReadOnlySpan<byte> kept)
    {
        if (!MayBeFramed || Preceding is null || kept.Length < RecordHeader.Size || !RecordSignature.IsLikelyHeader(kept, out _))
            return false;
        Unframer =
            FrameRecognition.Recognize(Preceding.Span, isHello: kept.Length >= RecordSignature.HelloSize && RecordSignature.IsHello(kept));
        return Unframer is not null;
    }

    private CandidateVerdict Ask(ReadOnlySpan<byte> data)
    {
        if (Probe is null || !RecordChain.IsWhole(data, out RecordHeader header)) return CandidateVerdict.Unknown;
        TlsRecord candidate = new(header, data.Slice(RecordHeader.Size, header.Length), PositionOf(RecordHeader.Size + header.Length - 1));
        CandidateVerdict verdict = Probe(candidate, Skipped);
        return verdict == CandidateVerdict.NoRecord && IsLongRefusedChain(header) ? CandidateVerdict.Record : verdict;
    }

    /// <summary>Whether this is the last of enough adjacent records that do not authenticate.</summary>
    private bool IsLongRefusedChain(in RecordHeader header)
    {
        _refusedInChain = _passed == _nextInChain ? _refusedInChain + 1 : 1;
        _nextInChain = _passed + RecordHeader.Size + header.Length;
        return _refusedInChain >= RefusedThatConvince;
    }

    private void Drop(int bytes)
    {
        _atStart = false;
        int next = bytes + FirstCandidate(Found[bytes..]);
        Pass(Found[..next]);
        (_start, _count) = (_start + next, _count - next);
        _packets.Remove(next);
        if (_count == 0) Dispose();
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        _atStart = false;
        Skipped += bytes.Length;
        _passed += bytes.Length;
        if (MayBeFramed) Preceding ??= new PrecedingBytes(FrameRecognition.BytesBefore);
        Preceding?.Push(bytes);
        Passed?.Invoke(bytes);
        if (_keepsPreface && !(Preface ??= new PrefaceBytes()).TryAdd(bytes)) BeginPreface(isWanted: false);
    }

    /// <summary>
    /// Index of the first byte where a record may begin or, at the start of the stream, an SSLv2 hello. The length if there is none.
    /// </summary>
    private int FirstCandidate(ReadOnlySpan<byte> data)
    {
        if (_atStart && MayStartHere(data)) return 0;
        int at = 0;
        while (at < data.Length)
        {
            // The major version is rarer than the content types, so search for it and check the byte before.
            int version = data[(at + 1)..].IndexOf((byte)3);
            if (version < 0) return data[^1] is >= 20 and <= 24 ? data.Length - 1 : data.Length;
            at += version;
            if (MayStartHere(data[at..])) return at;
            at++;
        }

        return data.Length;
    }

    private bool MayStartHere(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return false;
        bool record = data[0] is >= 20 and <= 24 && (data.Length < 2 || data[1] == 3) && (data.Length < 3 || data[2] <= 4)
            && (data.Length < RecordHeader.Size || RecordSignature.IsLikelyHeader(data, out _));
        bool ssl2 = _atStart && data[0] >= 0x80 && (data.Length < 3 || data[2] == 1)
            && (data.Length < RecordSignature.HelloSize || RecordSignature.Ssl2ClientHelloLength(data) > 0);
        return record || ssl2;
    }

    private void Keep(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (data.IsEmpty) return;
        _packets.Add(data.Length, position);
        if (_start + _count + data.Length > _kept.Length)
        {
            // Reuse the space of dropped bytes at the start. If that is too little, rent a larger buffer. Either way a byte is rarely
            // moved.
            int needed = _count + data.Length;
            byte[] roomy = needed <= _kept.Length / 2 ? _kept : ArrayPool<byte>.Shared.Rent(Math.Min(2 * needed, needed + MaxKept));
            Found.CopyTo(roomy);
            if (!ReferenceEquals(roomy, _kept) && _kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
            (_kept, _start) = (roomy, 0);
        }

        data.CopyTo(_kept.AsSpan(_start + _count));
        _count += data.Length;
    }
}
