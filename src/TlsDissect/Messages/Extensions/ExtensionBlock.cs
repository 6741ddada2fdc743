using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>A message's list of extensions (RFC 8446 §4.2). All are kept by number; each message decides which are also parsed.</summary>
internal abstract class ExtensionBlock
{
    /// <summary>The message that it is in.</summary>
    protected abstract ExtensionPlace Place { get; }

    /// <summary>Reads the list, in order.</summary>
    public ImmutableArray<Extension> Read(ref TlsReader reader)
    {
        TlsReader list = reader.ReadVector16("extensions");
        // Counted first, because a growing list is copied three times: a tenth of the bytes that a handshake allocates.
        ImmutableArray<Extension>.Builder extensions = ImmutableArray.CreateBuilder<Extension>(Count(list.Unread));
        ReadOnlyMemory<byte> block = list.Unread.ToArray();
        while (list.HasItem("Extension"))
        {
            ExtensionType type = (ExtensionType)list.ReadUInt16("extension_type");
            // A separate error: peers skip extensions that they do not use, so an invalid one must not cost the whole message.
            DecodeError error = default;
            TlsReader data = list.ReadVector16Apart(ref error, "extension_data");
            if (list.Failed) break;
            ReadOnlyMemory<byte> bytes = block.Slice(block.Length - list.Unread.Length - data.Unread.Length, data.Unread.Length);
            bool isParsed = TryRead(type, ref data, bytes) || (data.IsRecorded && ExtensionForms.TryRead(type, Place, ref data));
            if (isParsed) data.ExpectEnd("trailing bytes");
            extensions.Add(new Extension(type, bytes) { Malformed = error.IsSet ? $"{type.RegisteredName()}: {error}" : null });
        }

        return extensions.DrainToImmutable();
    }

    /// <summary>Number of extensions in a list, up to the first truncated one.</summary>
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

    /// <summary>The error of the first malformed extension, which is that of the message.</summary>
    public static string? FirstMalformed(ImmutableArray<Extension> extensions)
    {
        foreach (Extension extension in extensions)
        {
            if (extension.Malformed is not null) return extension.Malformed;
        }

        return null;
    }

    /// <summary>Reads the list, or none if the message ends here, as it may before TLS 1.2 (RFC 5246 §7.4.1.2).</summary>
    public ImmutableArray<Extension> ReadOptional(ref TlsReader reader) => reader.IsEmpty ? [] : Read(ref reader);

    /// <summary>Reads extension_data. Returns <c>false</c> if the type is not parsed.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">A reader of it.</param>
    /// <param name="bytes">The same bytes, owned. Fields that are kept are parts of them.</param>
    protected abstract bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes);
}
