using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// Data that both sides sent before TLS, as before STARTTLS, in order of arrival. It is kept until the connection's first plaintext, within
/// <see cref="DissectorOptions.MaxCleartextBytes"/>. The rest becomes a gap.
/// </summary>
internal sealed class PreTlsData(DissectorContext context)
{
    /// <summary>Limit on the number of pieces, because gaps take no bytes.</summary>
    private const int MaxPieces = 10_000;

    private readonly List<Piece> _pieces = [];
    private int _bytes;

    /// <summary>A piece of data. Without a buffer, bytes that were not captured or are left out.</summary>
    private readonly record struct Piece(int Side, byte[]? Buffer, bool IsLeftOut, int Length, StreamPosition Position);

    /// <summary>Bytes of memory used.</summary>
    public int Held { get; private set; }

    /// <summary>Memory of a piece besides its buffer: the array's header, and its entry in a list that may be half empty.</summary>
    private const int HeldBeside = 144;

    /// <summary>The packet that is being read.</summary>
    public StreamPosition Position { get; set; }

    public void Add(int side, ReadOnlySpan<byte> bytes)
    {
        DissectorOptions options = context.Options;
        int room = (int)Math.Min(options.MaxCleartextBytes - _bytes, Math.Max(0, options.MaxCleartextBytesInAll - context.CleartextBytes));
        int kept = Math.Min(bytes.Length, room);
        if (kept > 0)
        {
            byte[] copy = ArrayPool<byte>.Shared.Rent(kept);
            bytes[..kept].CopyTo(copy);
            _pieces.Add(new Piece(side, copy, false, kept, Position));
            _bytes += kept;
            Held += copy.Length + HeldBeside;
            context.CleartextBytes += kept;
        }

        if (kept < bytes.Length) AddMissing(side, bytes.Length - kept, isLeftOut: true);
    }

    /// <summary>Notes missing bytes: not captured, or left out.</summary>
    public void AddMissing(int side, long length, bool isLeftOut)
    {
        int missing = (int)Math.Min(length, int.MaxValue);
        if (_pieces.Count > 0 && _pieces[^1] is { Buffer: null } last && last.Side == side && last.IsLeftOut == isLeftOut)
            _pieces[^1] = last with { Length = (int)Math.Min((long)last.Length + missing, int.MaxValue) };
        else if (_pieces.Count < MaxPieces)
        {
            _pieces.Add(new Piece(side, null, isLeftOut, missing, Position));
            Held += HeldBeside;
        }
    }

    /// <summary>Passes all of it to the sink, once.</summary>
    public void Tell(ConnectionView connection, int clientSide)
    {
        foreach (Piece piece in _pieces)
        {
            Sender from = piece.Side == clientSide ? Sender.Client : Sender.Server;
            if (piece.IsLeftOut) context.Sink.OnCleartextLeftOut(connection, from, piece.Length, piece.Position);
            else if (piece.Buffer is null) context.Sink.OnGap(connection, from, piece.Length, piece.Position);
            else context.Sink.OnCleartext(connection, new ApplicationData(from, piece.Buffer.AsSpan(0, piece.Length), piece.Position));
        }

        Release();
    }

    /// <summary>Removes it from the memory count after an internal error.</summary>
    public void Forget()
    {
        context.CleartextBytes -= _bytes;
        _bytes = 0;
    }

    public void Release()
    {
        foreach (Piece piece in _pieces)
        {
            if (piece.Buffer is not null) ArrayPool<byte>.Shared.Return(piece.Buffer);
        }

        _pieces.Clear();
        context.CleartextBytes -= _bytes;
        (_bytes, Held) = (0, 0);
    }
}
