namespace TlsDissect.Protocol;

/// <summary>
/// Records what a <see cref="TlsReader"/> and the readers nested in it read, in order and by the names that the parser gives. The list is
/// flat; each entry says which reader read it, so that a tree can be made of it.
/// </summary>
internal sealed class FieldRecorder
{
    private readonly List<RecordedField> _fields = [];

    /// <summary>The latest vector that was cut.</summary>
    private (int Start, int End)? _cut;

    /// <summary>Everything recorded so far, in order.</summary>
    public IReadOnlyList<RecordedField> Fields => _fields;

    public void Add(in RecordedField field) => _fields.Add(field);

    /// <summary>Says of which registry the last number is, if its name alone does not.</summary>
    public void Means(string registry)
    {
        if (_fields is [.., { Kind: RecordedKind.Number or RecordedKind.Varint } last]) _fields[^1] = last with { Registry = registry };
    }

    /// <summary>Adds a vector, cut to the bytes that there are, and returns the length that is left of it.</summary>
    public int AddVector(in RecordedField vector, int rest)
    {
        if (vector.Length <= rest)
        {
            _fields.Add(vector);
            return vector.Length;
        }

        _fields.Add(vector with { Length = rest });
        bool isFirst = !IsCut(vector.Offset);
        if (isFirst) _fields.Add(new RecordedField(RecordedKind.Error, vector.Name, vector.Offset, vector.Offset, rest));
        if (isFirst) _cut = (vector.Offset, vector.Offset + rest);
        return rest;
    }

    /// <summary>Adds an error, unless it is only a consequence of a vector that was cut.</summary>
    public void AddError(in RecordedField error)
    {
        if (!IsCut(error.Offset)) _fields.Add(error);
    }

    private bool IsCut(int offset) => _cut is (int start, int end) && offset >= start && offset <= end;
}

/// <summary>The kind of a recorded field.</summary>
internal enum RecordedKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number whose first two bits say its length (RFC 9000 §16).</summary>
    Varint,

    /// <summary>An opaque field of fixed length.</summary>
    Bytes,

    /// <summary>The rest of the reader.</summary>
    Rest,

    /// <summary>One-byte numbers to the end of the reader.</summary>
    Numbers8,

    /// <summary>Two-byte numbers to the end of the reader.</summary>
    Numbers16,

    /// <summary>A vector, or a part of known length. The fields in it are those of the reader that begins with its content.</summary>
    Vector,

    /// <summary>The start of an element of the reader's list.</summary>
    Item,

    /// <summary>A list without further elements.</summary>
    EndOfItems,

    /// <summary>The place and the name of an error.</summary>
    Error,
}

/// <summary>One recorded read.</summary>
/// <param name="Kind">The kind of the read.</param>
/// <param name="Name">The name that the parser gives.</param>
/// <param name="Reader">Offset in the outermost reader at which the reader begins that read it.</param>
/// <param name="Offset">Offset of the content in the outermost reader.</param>
/// <param name="Length">Length of the content in bytes.</param>
/// <param name="Prefix">Size of the length before the content in bytes.</param>
internal readonly record struct RecordedField(RecordedKind Kind, string Name, int Reader, int Offset, int Length, int Prefix = 0)
{
    /// <summary>The registry of a number; <c>null</c> if its name says it.</summary>
    public string? Registry { get; init; }
}
