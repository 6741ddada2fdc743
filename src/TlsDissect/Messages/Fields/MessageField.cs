using System.Collections.Immutable;

namespace TlsDissect.Messages.Fields;

/// <summary>What a field of a message is.</summary>
public enum MessageFieldKind
{
    /// <summary>A number: <see cref="MessageField.Number"/>.</summary>
    Number,

    /// <summary>Opaque bytes: <see cref="MessageField.Bytes"/>.</summary>
    Bytes,

    /// <summary>Named fields: <see cref="MessageField.Children"/>.</summary>
    Structure,

    /// <summary>Elements in order: <see cref="MessageField.Children"/>.</summary>
    List,
}

/// <summary>One field of a message by its RFC name, with the fields in it. The leaves and lengths are all bytes of the message.</summary>
/// <param name="Name">The RFC's name: <c>client_version</c>. An element of a list has the name of its structure. <c>unparsed</c> for bytes
/// that the message has and its form does not.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The content as sent, without its length. A part of the message's body.</param>
public sealed record MessageField(string Name, MessageFieldKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The number; 0 if it is not one.</summary>
    public ulong Number { get; init; }

    /// <summary>
    /// The registered name of a number, or the text that the bytes are, as Latin-1; <c>null</c> if there is none. Text is hostile.
    /// </summary>
    public string? Meaning { get; init; }

    /// <summary>The fields of a structure or the elements of a list, in order; otherwise empty.</summary>
    public ImmutableArray<MessageField> Children { get; init; } = [];

    /// <summary>The error in it, and its offset from the start of the message's body; <c>null</c> if there is none.</summary>
    public string? Malformed { get; init; }

    /// <summary>Offset of the content from the start of the message's body.</summary>
    public int Offset { get; init; }

    /// <summary>Whether it is not a part of the body as sent, but was decompressed. Its offsets count from its own start.</summary>
    public bool IsDecompressed { get; init; }

    /// <summary>Size of the length before the content in bytes; 0 if it has none.</summary>
    public int LengthSize { get; init; }

    /// <summary>Whether it is a whole certificate or raw public key of a Certificate message. Its meaning is the subject.</summary>
    internal bool IsCertificate => Kind == MessageFieldKind.Bytes && Name == FieldMeanings.Certificate && Malformed is null;

    /// <summary>The child with this name; <c>null</c> if there is none.</summary>
    public MessageField? Find(string name)
    {
        foreach (MessageField child in Children)
        {
            if (child.Name == name) return child;
        }

        return null;
    }
}
