namespace TlsDissect.Protocol;

/// <summary>
/// The first thing that went wrong while a structure was read: what, and at which byte.
/// One slot is shared by a reader and all readers nested in it.
/// </summary>
internal struct DecodeError
{
    /// <summary>What was being read, in the RFC's words; <c>null</c> while nothing is wrong.</summary>
    public string? What { get; private set; }

    /// <summary>Offset in bytes from the start of the outermost reader.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether something went wrong.</summary>
    public readonly bool IsSet => What is not null;

    /// <summary>Keeps the first error; later ones are its consequences.</summary>
    internal void Set(string what, int offset)
    {
        if (What is null) (What, Offset) = (what, offset);
    }

    /// <inheritdoc/>
    public override readonly string ToString() => What is null ? "" : $"{What} at byte {Offset}";
}
