using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// A message's list of extensions (RFC 8446 §4.2). All are kept by number; which are also parsed, and into what, is each message's own.
/// </summary>
internal abstract class ExtensionBlock
{
    /// <summary>Reads the list, in order.</summary>
    public ImmutableArray<Extension> Read(ref TlsReader reader)
    {
        TlsReader list = reader.ReadVector16("extensions");
        // A list that grows is copied three times: a tenth of the bytes that a handshake allocates.
        ImmutableArray<Extension>.Builder extensions = ImmutableArray.CreateBuilder<Extension>(Count(list.Unread));
        ReadOnlyMemory<byte> block = list.Unread.ToArray();
        while (!list.IsEmpty)
        {
            ExtensionType type = (ExtensionType)list.ReadUInt16("extension_type");
            // An error of its own: peers pass over extensions that they do not use, and so one of a strange form must not cost the whole message.
            DecodeError error = default;
            TlsReader data = list.ReadVector16Apart(ref error, "extension_data");
            if (list.Failed) break;
            ReadOnlyMemory<byte> bytes = block.Slice(block.Length - list.Unread.Length - data.Unread.Length, data.Unread.Length);
            if (TryRead(type, ref data, bytes)) data.ExpectEnd("trailing bytes");
            extensions.Add(new Extension(type, bytes) { Malformed = error.IsSet ? $"{type.RegisteredName()}: {error}" : null });
        }

        return extensions.DrainToImmutable();
    }

    /// <summary>Number of extensions in a list, up to the first that is truncated.</summary>
    private static int Count(ReadOnlySpan<byte> block)
    {
        DecodeError error = default;
        TlsReader list = new(block, ref error);
        int count = 0;
        while (!list.IsEmpty)
        {
            list.ReadUInt16();
            list.ReadVector16();
            count++;
        }

        return count;
    }

    /// <summary>The first of these that is malformed: what a message says of itself.</summary>
    public static string? FirstMalformed(ImmutableArray<Extension> extensions)
    {
        foreach (Extension extension in extensions)
        {
            if (extension.Malformed is not null) return extension.Malformed;
        }

        return null;
    }

    /// <summary>Reads the list, or none where the message ends here: so it is before TLS 1.2 (RFC 5246 §7.4.1.2).</summary>
    public ImmutableArray<Extension> ReadOptional(ref TlsReader reader) => reader.IsEmpty ? [] : Read(ref reader);

    /// <summary>Reads extension_data if the type is one that is parsed; otherwise returns <c>false</c>.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">A reader of it.</param>
    /// <param name="bytes">The same bytes, owned: what is kept of them is a part of these.</param>
    protected abstract bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes);
}
