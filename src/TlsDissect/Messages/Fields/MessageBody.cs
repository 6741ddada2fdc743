using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>The body of a message, kept so that its fields can be read. It is copied when the message comes, up to a limit.</summary>
internal abstract class MessageBody
{
    /// <summary>Limit on the bytes that are kept of a message. A chain of post-quantum certificates has a quarter of it.</summary>
    public const int MaxBytes = 1 << 16;

    private readonly byte[] _bytes;
    private readonly int _length;

    /// <param name="body">Borrowed.</param>
    /// <param name="length">Length of the whole body; more than <paramref name="body"/> if its end was not captured.</param>
    protected MessageBody(ReadOnlySpan<byte> body, int length)
    {
        _bytes = body[..Math.Min(body.Length, MaxBytes)].ToArray();
        _length = length;
        IsCut = _bytes.Length < body.Length;
    }

    /// <summary>The body without a header, or its first bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Whether it is longer than <see cref="MaxBytes"/>.</summary>
    private bool IsCut { get; }

    /// <summary>Bytes of memory used.</summary>
    public int Held => 96 + Footprint.Of(_bytes);

    /// <summary>Parses the body again and returns its fields. The root has the name of the message.</summary>
    public MessageField ReadFields(string name)
    {
        FieldRecorder recorder = new();
        Parse(_bytes, recorder);
        MessageField fields = WithContent(FieldTree.Build(name, recorder, _bytes));
        if (!IsCut) return fields;
        string kept = string.Create(CultureInfo.InvariantCulture, $"only the first {MaxBytes} of {_length} bytes are kept");
        return fields with { Malformed = kept };
    }

    /// <summary>Parses the body with the parser that reads the message.</summary>
    protected abstract void Parse(ReadOnlySpan<byte> body, FieldRecorder recorder);

    /// <summary>Adds what a field contains in another form, such as compressed.</summary>
    protected virtual MessageField WithContent(MessageField fields) => fields;
}
