namespace TlsDissect.Protocol;

/// <summary>
/// The first error in reading a structure: what was being read, and at which byte. A reader and all readers nested in it share one slot.
/// </summary>
internal struct DecodeError
{
    /// <summary>The field being read, as named in the RFC; <c>null</c> if there is no error.</summary>
    public string? What { get; private set; }

    /// <summary>Offset in bytes from the start of the outermost reader.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether there is an error.</summary>
    public readonly bool IsSet => What is not null;

    /// <summary>Sets the error. Only the first one is kept, because later ones are its consequences.</summary>
    internal void Set(string what, int offset)
    {
        if (What is null) (What, Offset) = (what, offset);
    }

    /// <inheritdoc/>
    public override readonly string ToString() => What is null ? "" : $"{What} at byte {Offset}";
}
