using System.Buffers;

namespace TlsDissect.Records;

/// <summary>
/// Finds where records start in a direction that is not known to hold any, or that lost its framing: at a hello, else at the
/// first of a chain of headers that each stand where the one before ends. Bytes are kept only while a candidate is being confirmed, at most
/// <see cref="MaxKept"/>; bytes with no candidate among them cost one pass.
/// </summary>
internal sealed class RecordSearch : IDisposable
{
    /// <summary>Three largest records and one more header.</summary>
    private const int MaxKept = 3 * (RecordHeader.MaxFragmentLength + RecordHeader.Size) + RecordHeader.Size;

    private byte[] _kept = [];
    private int _count;

    /// <summary>Where the next byte is the direction's very first.</summary>
    private bool _atStart = true;

    /// <summary>What a search found.</summary>
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
    /// After a result: all bytes from the found start on. Valid until the next call; <see cref="Clear"/> lets go of them.
    /// </summary>
    public ReadOnlySpan<byte> Found => _kept.AsSpan(0, _count);

    /// <summary>Bytes that were passed over since the last <see cref="Clear"/>.</summary>
    public long Skipped { get; private set; }

    /// <summary>Looks through the next bytes of the direction.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="headersNeeded">Headers in a chain that convince: 3 where nothing is known, 2 where records were seen before.</param>
    public Result Next(ReadOnlySpan<byte> data, int headersNeeded)
    {
        if (_atStart && _count == 0 && RecordSignature.IsLoneAlert(data))
        {
            _atStart = false;
            Keep(data);
            return Result.Records;
        }

        if (_count == 0)
        {
            int candidate = FirstCandidate(data);
            Skip(ref data, candidate);
            if (data.IsEmpty) return Result.None;
        }

        while (!data.IsEmpty)
        {
            int room = MaxKept - _count;
            int taken = Math.Min(room, data.Length);
            Keep(data[..taken]);
            data = data[taken..];
            Result result = Evaluate(headersNeeded);
            if (result != Result.None)
            {
                Keep(data);
                return result;
            }

            if (room == 0 || (_count == MaxKept && !data.IsEmpty)) Drop(1);
        }

        return Result.None;
    }

    /// <summary>Bytes are missing here: no candidate reaches over a gap.</summary>
    public void Break()
    {
        Skipped += _count;
        _count = 0;
        _atStart = false;
    }

    /// <summary>The found bytes were used.</summary>
    public void Clear()
    {
        _count = 0;
        Skipped = 0;
        _atStart = false;
        Dispose();
    }

    public void Dispose()
    {
        if (_kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
        _kept = [];
        _count = 0;
    }

    /// <summary>Drops candidates that turn out to be none until one convinces or needs more bytes.</summary>
    private Result Evaluate(int headersNeeded)
    {
        while (_count > 0)
        {
            ReadOnlySpan<byte> kept = Found;
            if (kept.Length < RecordSignature.HelloSize) return MayStartHere(kept) ? Result.None : DropToNext();
            if (_atStart && RecordSignature.Ssl2ClientHelloLength(kept) > 0) return Result.Ssl2ClientHello;
            if (RecordSignature.IsHello(kept)) return Result.Records;

            switch (Chain(kept, headersNeeded))
            {
                case true: return Result.Records;
                case null: return Result.None;
                default:
                    DropToNext();
                    break;
            }
        }

        return Result.None;
    }

    /// <summary>Follows headers from the first byte: <c>true</c> when enough agree, <c>null</c> when the bytes do not reach far enough.</summary>
    private static bool? Chain(ReadOnlySpan<byte> data, int headersNeeded)
    {
        for (int found = 0; found < headersNeeded; found++)
        {
            if (data.Length < RecordHeader.Size) return data.IsEmpty || data[0] is >= 20 and <= 24 ? null : false;
            if (!RecordSignature.TryReadHeader(data, out RecordHeader header)) return false;
            int size = RecordHeader.Size + header.Length;
            if (size > data.Length) return found + 1 == headersNeeded ? true : null;
            data = data[size..];
        }

        return true;
    }

    private Result DropToNext()
    {
        Drop(1);
        return _count == 0 ? Result.None : Result.None;
    }

    private void Drop(int bytes)
    {
        _atStart = false;
        int next = bytes + FirstCandidate(Found[bytes..]);
        Skipped += next;
        Found[next..].CopyTo(_kept);
        _count -= next;
        if (_count == 0) Dispose();
    }

    private void Skip(ref ReadOnlySpan<byte> data, int bytes)
    {
        if (bytes > 0) _atStart = false;
        Skipped += bytes;
        data = data[bytes..];
    }

    /// <summary>The first byte at which a record, or at the very start an SSLv2 hello, may begin; the length where there is none.</summary>
    private int FirstCandidate(ReadOnlySpan<byte> data)
    {
        if (_atStart && MayStartHere(data)) return 0;
        int at = 0;
        while (at < data.Length)
        {
            // The major version is rarer than the content types: look for it and check what stands before.
            int version = data[(at + 1 > data.Length ? data.Length : at + 1)..].IndexOf((byte)3);
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
            && (data.Length < RecordHeader.Size || RecordSignature.TryReadHeader(data, out _));
        bool ssl2 = _atStart && data[0] >= 0x80 && (data.Length < 3 || data[2] == 1)
            && (data.Length < RecordSignature.HelloSize || RecordSignature.Ssl2ClientHelloLength(data) > 0);
        return record || ssl2;
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return;
        if (_count + data.Length > _kept.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_count + data.Length);
            Found.CopyTo(larger);
            if (_kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
            _kept = larger;
        }

        data.CopyTo(_kept.AsSpan(_count));
        _count += data.Length;
    }
}
