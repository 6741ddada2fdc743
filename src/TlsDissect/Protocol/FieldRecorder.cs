namespace TlsDissect.Protocol;

/// <summary>
/// Records what a <see cref="TlsReader"/> and the readers nested in it read, in order and by the names that the parser gives. The list is
/// flat; each entry says which reader read it, so that a tree can be made of it.
/// </summary>
internal sealed class FieldRecorder
{
    private readonly List<RecordedField> _fields = [];

    /// <summary>Everything recorded so far, in order.</summary>
    public IReadOnlyList<RecordedField> Fields => _fields;

    /// <summary>The first vector that did not fit and was cut to the bytes that there were; <c>null</c> if all did.</summary>
    public DecodeError Cut { get; private set; }

    public void Add(in RecordedField field) => _fields.Add(field);

    /// <summary>Returns the part of a vector's length that there are bytes for, and notes if that is not all of it.</summary>
    public int Fit(string what, int offset, int length, int rest)
    {
        if (length <= rest) return length;
        DecodeError cut = Cut;
        cut.Set(what, offset);
        Cut = cut;
        return rest;
    }
}

/// <summary>The kind of a recorded field.</summary>
internal enum RecordedKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>An opaque field of fixed length.</summary>
    Bytes,

    /// <summary>What was left of the reader.</summary>
    Rest,

    /// <summary>One-byte numbers to the end of the reader.</summary>
    Numbers8,

    /// <summary>Two-byte numbers to the end of the reader.</summary>
    Numbers16,

    /// <summary>A vector, or a part of fixed length. The fields in it are those of the reader that begins where its content begins.</summary>
    Vector,

    /// <summary>The start of an element of the reader's list.</summary>
    Item,

    /// <summary>A list without further elements.</summary>
    EndOfItems,

    /// <summary>The place and the name of an error.</summary>
    Error,
}

/// <summary>One recorded read.</summary>
/// <param name="Kind">What was read.</param>
/// <param name="Name">The name that the parser gives.</param>
/// <param name="Reader">Offset in the outermost reader at which the reader begins that read it.</param>
/// <param name="Offset">Offset of the content in the outermost reader.</param>
/// <param name="Length">Length of the content in bytes.</param>
/// <param name="Prefix">Size of the length before the content in bytes.</param>
internal readonly record struct RecordedField(RecordedKind Kind, string Name, int Reader, int Offset, int Length, int Prefix = 0);
