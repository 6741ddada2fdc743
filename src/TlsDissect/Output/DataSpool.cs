using System.Buffers;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Output;

/// <summary>One connection's plaintext until the connection is over and its block is written: a little in memory, the rest in the spool file.</summary>
internal sealed class DataSpool(SpoolFile file) : IDisposable
{
    /// <summary>Bytes kept in memory.</summary>
    private const int MaxBuffered = 64 << 10;

    private readonly List<Piece> _pieces = [];
    private byte[] _buffer = [];
    private int _count;

    /// <summary>A run of one side's plaintext, or a hole in it.</summary>
    /// <param name="From">Whose.</param>
    /// <param name="Position">The packet that completed its first record.</param>
    /// <param name="At">In the spool file, or -1 - offset while it is in memory.</param>
    /// <param name="Length">In bytes.</param>
    /// <param name="Missing">Bytes missing here; -1 for a piece that is there.</param>
    internal readonly record struct Piece(Sender From, StreamPosition Position, long At, int Length, long Missing = -1);

    public IReadOnlyList<Piece> Pieces => _pieces;

    public void Add(Sender from, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (data.IsEmpty) return;
        if (_count + data.Length > MaxBuffered) Flush();
        if (_buffer.Length == 0) _buffer = ArrayPool<byte>.Shared.Rent(MaxBuffered);
        bool joins = _pieces.Count > 0 && _pieces[^1] is { Missing: < 0, At: < 0 } last && last.From == from;
        if (joins) _pieces[^1] = _pieces[^1] with { Length = _pieces[^1].Length + data.Length };
        else _pieces.Add(new Piece(from, position, -1 - _count, data.Length));
        data.CopyTo(_buffer.AsSpan(_count));
        _count += data.Length;
    }

    public void AddGap(Sender from, long missing, in StreamPosition position) => _pieces.Add(new Piece(from, position, 0, 0, missing));

    /// <summary>A piece's bytes, borrowed until the next call.</summary>
    public ReadOnlySpan<byte> Read(in Piece piece, ref byte[] scratch)
    {
        if (piece.At < 0) return _buffer.AsSpan((int)(-1 - piece.At), piece.Length);
        if (scratch.Length < piece.Length) scratch = new byte[Math.Max(piece.Length, MaxBuffered)];
        file.Read(piece.At, scratch.AsSpan(0, piece.Length));
        return scratch.AsSpan(0, piece.Length);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _pieces.Clear();
    }

    private void Flush()
    {
        if (_count == 0) return;
        long at = file.Append(_buffer.AsSpan(0, _count));
        for (int i = _pieces.Count - 1; i >= 0 && (_pieces[i].At < 0 || _pieces[i].Missing >= 0); i--)
        {
            if (_pieces[i].Missing < 0) _pieces[i] = _pieces[i] with { At = at + (-1 - _pieces[i].At) };
        }

        _count = 0;
    }
}
