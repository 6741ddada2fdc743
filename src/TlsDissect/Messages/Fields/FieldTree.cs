using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>Makes the tree of a message's fields from what the parser's readers recorded.</summary>
/// <remarks>
/// Each entry names the offset at which its reader begins. A vector's fields are those of the reader that begins with its content, so the
/// entries of a reader belong to the open vector that begins there.
/// </remarks>
internal static class FieldTree
{
    /// <summary>Name of bytes that the message has and its form does not, or that follow an error.</summary>
    public const string Unparsed = "unparsed";

    /// <summary>Builds the tree. Bytes that nothing covers become leaves of the name <c>unparsed</c>.</summary>
    /// <param name="name">Name of the root, which is the message.</param>
    /// <param name="recorder">The record made when <paramref name="body"/> was parsed.</param>
    /// <param name="body">The outermost reader's bytes. The tree refers to them.</param>
    public static MessageField Build(string name, FieldRecorder recorder, ReadOnlyMemory<byte> body)
    {
        FieldNode root = new(new RecordedField(RecordedKind.Bytes, name, 0, 0, body.Length));
        Stack<FieldNode> open = new([root]);
        foreach (RecordedField field in recorder.Fields)
        {
            while (open.Count > 1 && open.Peek().Reader != field.Reader) open.Pop();
            Place(field, open);
        }

        MessageField tree = root.Finish(body);
        // A message of a single opaque field, or of one list, is still a structure.
        return tree.Kind == MessageFieldKind.Structure || body.IsEmpty
            ? tree with { Name = name, Kind = MessageFieldKind.Structure }
            : new MessageField(name, MessageFieldKind.Structure, body) { Children = [tree] };
    }

    private static void Place(in RecordedField field, Stack<FieldNode> open)
    {
        switch (field.Kind)
        {
            case RecordedKind.Error:
                open.Peek().Fail($"{field.Name} at byte {field.Offset}");
                return;
            case RecordedKind.Rest when field.Length == 0:
                return;
        }

        if (field.Kind is RecordedKind.Item or RecordedKind.EndOfItems && open.Peek().IsItem) open.Pop();
        FieldNode node = new(field);
        if (field.Kind is RecordedKind.Item or RecordedKind.EndOfItems) open.Peek().MarkAsList();
        if (field.Kind != RecordedKind.EndOfItems) open.Peek().Add(node);
        if (field.Kind is RecordedKind.Item or RecordedKind.Vector) open.Push(node);
    }
}
