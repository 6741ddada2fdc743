namespace TlsDissect.Resting;

/// <summary>
/// Takes a fragment apart into the parts of a <see cref="RecordArchive"/>, from its front to its end. What is asked for beyond the present message's end is kept as
/// it is: nothing depends on the bytes having the form that they should.
/// </summary>
internal ref struct MessageParts(ReadOnlySpan<byte> fragment, SharedParts shared, bool whole, Span<byte> output)
{
    /// <summary>Fewer zeros are not worth a part.</summary>
    private const int LeastHidden = 4;

    private readonly ReadOnlySpan<byte> _fragment = fragment;
    private readonly Span<byte> _output = output;
    private int _written;
    private int _at;
    private int _end;

    /// <summary>Where the literal begins that ends at <see cref="_at"/>.</summary>
    private int _literal;

    /// <summary>Bytes of the present message still to come.</summary>
    public readonly int Left => _end - _at;

    /// <summary>The next bytes are a message.</summary>
    public void Begin(int length) => _end = _at + length;

    /// <summary>What is left of it is kept.</summary>
    public void End() => Keep(Left);

    /// <summary>What is left of the fragment is kept; answers how many bytes were written.</summary>
    public int Complete()
    {
        _end = _fragment.Length;
        End();
        EndLiteral();
        return _written;
    }

    /// <summary>A number of one or two bytes further on, which must be there.</summary>
    public readonly int PeekLength(int offset, int size)
    {
        int at = _at + offset;
        if (at + size > _end) return 0;
        return size == 1 ? _fragment[at] : _fragment[at] << 8 | _fragment[at + 1];
    }

    /// <summary>Bytes that stay.</summary>
    public void Keep(int length) => _at += Math.Min(length, Left);

    /// <summary>A vector with a length of one or two bytes, which stays.</summary>
    public void KeepVector(int size) => Keep(size + PeekLength(0, size));

    /// <summary>Bytes that other connections may have too.</summary>
    public void Share(int length)
    {
        length = Math.Min(length, Left);
        if (shared.TryShare(_fragment.Slice(_at, length), out int number)) Replace(length, (ulong)number << 2 | (ulong)ArchivePart.Shared);
        else Keep(length);
    }

    /// <summary>The rest of the message.</summary>
    public void ShareRest() => Share(Left);

    /// <summary>A vector, its length with it.</summary>
    public void ShareVector(int size) => Share(size + PeekLength(0, size));

    /// <summary>Bytes that may become zeros.</summary>
    public void Hide(int length)
    {
        length = Math.Min(length, Left);
        bool isZero = !_fragment.Slice(_at, length).ContainsAnyExcept((byte)0);
        if (length < LeastHidden || (whole && !isZero)) Keep(length);
        else Replace(length, (ulong)length << 2 | (ulong)ArchivePart.Zeros);
    }

    /// <summary>A vector whose content may become zeros.</summary>
    public void HideVector(int size)
    {
        int length = PeekLength(0, size);
        Keep(size);
        Hide(length);
    }

    private void Replace(int length, ulong part)
    {
        EndLiteral();
        _written += ArchiveNumbers.Write(_output[_written..], part);
        _at += length;
        _literal = _at;
    }

    private void EndLiteral()
    {
        int length = _at - _literal;
        if (length == 0) return;
        _written += ArchiveNumbers.Write(_output[_written..], (ulong)length << 2 | (ulong)ArchivePart.Literal);
        _fragment[_literal.._at].CopyTo(_output[_written..]);
        _written += length;
        _literal = _at;
    }
}
