using System.Buffers.Binary;
using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>A field of the tree while it is built.</summary>
/// <param name="read">Its record.</param>
internal sealed class FieldNode(RecordedField read)
{
    private readonly List<FieldNode> _children = [];
    private bool _isList;

    /// <summary>Offset at which the reader of its fields begins.</summary>
    public int Reader { get; } = read.Kind == RecordedKind.Item ? read.Reader : read.Offset;

    public bool IsItem => read.Kind == RecordedKind.Item;

    private RecordedField Read => read;

    private int Start => read.Offset - read.Prefix;

    /// <summary>Where the content ends. An element ends where the next one begins.</summary>
    private int End { get; set; } = read.Offset + read.Length;

    private string? Error { get; set; }

    public void Add(FieldNode child) => _children.Add(child);

    /// <summary>Marks it as a list, which may be empty.</summary>
    public void MarkAsList() => _isList = true;

    public void Fail(string error) => Error ??= error;

    public MessageField Finish(ReadOnlyMemory<byte> body)
    {
        if (read.Kind is RecordedKind.Numbers8 or RecordedKind.Numbers16) return Numbers(body);
        if (read.Kind is RecordedKind.Number or RecordedKind.Varint) return Number(read.Name, read.Offset, read.Length, body);
        // What a reader reads to its end is the vector itself.
        if (read.Kind == RecordedKind.Vector && _children is [{ } only] && only.IsWholeOf(this)) return Only(only, body);
        bool isLeaf = _children.Count == 0 && !_isList && !IsItem && (Error is null || read.Kind == RecordedKind.Vector);
        if (isLeaf) return Bytes(read.Name, read.Offset, End, body) with { LengthSize = read.Prefix, Malformed = Error };
        ImmutableArray<MessageField> fields = Fields(body, out bool isList);
        MessageField field = new(read.Name, isList ? MessageFieldKind.List : MessageFieldKind.Structure, body[read.Offset..End])
        {
            Offset = read.Offset,
            LengthSize = read.Prefix,
            Children = fields,
            Malformed = Error,
        };
        // An element with one field is that field.
        return IsItem && Error is null && fields is [{ } single] ? single : field;
    }

    private bool IsWholeOf(FieldNode vector) => read.Offset == vector.Read.Offset && read.Kind switch
    {
        RecordedKind.Rest => End == vector.End,
        RecordedKind.Numbers8 or RecordedKind.Numbers16 => true,
        _ => false,
    };

    /// <summary>The vector of a list of numbers or of opaque bytes. Half a number at the end of a list is an error.</summary>
    private MessageField Only(FieldNode content, ReadOnlyMemory<byte> body)
    {
        MessageField field = content.Read.Kind == RecordedKind.Rest
            ? Bytes(read.Name, read.Offset, End, body)
            : content.Finish(body) with { Name = read.Name };
        field = field with { LengthSize = read.Prefix, Malformed = Error };
        return content.End == End ? field : field with
        {
            Bytes = body[read.Offset..End],
            Children = field.Children.Add(Bytes(FieldTree.Unparsed, content.End, End, body)),
        };
    }

    /// <summary>The fields in order, with what no field covers.</summary>
    private ImmutableArray<MessageField> Fields(ReadOnlyMemory<byte> body, out bool isList)
    {
        ImmutableArray<MessageField>.Builder fields = ImmutableArray.CreateBuilder<MessageField>(_children.Count + 1);
        int firstItem = _children.FindIndex(child => child.IsItem);
        isList = firstItem == 0 || (_isList && _children.Count == 0);
        if (firstItem >= 0) CloseItems(firstItem);
        int covered = read.Offset;
        foreach (FieldNode child in firstItem > 0 ? _children[..firstItem] : _children) Take(child);
        if (firstItem > 0) fields.Add(Tail(firstItem, body));
        else if (covered < End) fields.Add(Bytes(FieldTree.Unparsed, covered, End, body));
        return fields.DrainToImmutable();

        void Take(FieldNode child)
        {
            if (child.Start > covered) fields.Add(Bytes(FieldTree.Unparsed, covered, child.Start, body));
            fields.Add(child.Finish(body));
            covered = Math.Max(covered, child.End);
        }
    }

    /// <summary>Lets each element end where the next one begins.</summary>
    private void CloseItems(int first)
    {
        for (int i = first; i < _children.Count; i++) _children[i].End = i + 1 < _children.Count ? _children[i + 1].Start : End;
    }

    /// <summary>The list of the elements that follow other fields of the same reader.</summary>
    private MessageField Tail(int first, ReadOnlyMemory<byte> body)
    {
        int start = _children[first].Start;
        return new MessageField(_children[first].Read.Name, MessageFieldKind.List, body[start..End])
        {
            Offset = start,
            Children = [.. _children[first..].Select(item => item.Finish(body))],
        };
    }

    private MessageField Numbers(ReadOnlyMemory<byte> body)
    {
        int size = read.Kind == RecordedKind.Numbers8 ? 1 : 2;
        MessageField[] numbers = new MessageField[read.Length / size];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Number(read.Name, read.Offset + i * size, size, body);
        return new MessageField(read.Name, MessageFieldKind.List, body[read.Offset..End])
        {
            Offset = read.Offset,
            Children = ImmutableArray.Create(numbers),
        };
    }

    private MessageField Number(string name, int offset, int size, ReadOnlyMemory<byte> body)
    {
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        wide.Clear();
        ReadOnlyMemory<byte> bytes = body.Slice(offset, size);
        bytes.Span.CopyTo(wide[^size..]);
        if (read.Kind == RecordedKind.Varint) wide[^size] &= 0x3F;
        ulong number = BinaryPrimitives.ReadUInt64BigEndian(wide);
        return new MessageField(name, MessageFieldKind.Number, bytes)
        {
            Offset = offset,
            Number = number,
            Meaning = FieldMeanings.Of(read.Registry ?? name, number),
        };
    }

    private static MessageField Bytes(string name, int start, int end, ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> bytes = body[start..end];
        return new MessageField(name, MessageFieldKind.Bytes, bytes) { Offset = start, Meaning = FieldMeanings.Of(name, bytes.Span) };
    }
}
