using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// EncodedClientHelloInner (RFC 9849 §5.1): the inner ClientHello as it is encrypted, without the parts it shares with the outer one, and
/// padded.
/// </summary>
internal static class EncodedClientHello
{
    /// <summary>
    /// Restores the inner ClientHello, with its header. Its session ID is that of the outer one, and ech_outer_extensions names extensions
    /// of the outer one. Returns <c>null</c> if it breaks a rule.
    /// </summary>
    /// <param name="encoded">The plaintext.</param>
    /// <param name="outer">The ClientHello that carried it.</param>
    /// <param name="error">The rule, and the offset in the plaintext.</param>
    public static byte[]? TryRestore(ReadOnlySpan<byte> encoded, ClientHello outer, out DecodeError error)
    {
        error = default;
        TlsReader reader = new(encoded, ref error);
        ReadOnlySpan<byte> versionAndRandom = reader.Read(2 + 32, "random");
        if (!reader.ReadVector8("legacy_session_id").IsEmpty) reader.Fail("legacy_session_id");
        int start = reader.Offset;
        if (outer.LegacyVersion.IsDtls()) reader.ReadVector8("legacy_cookie");
        reader.ReadVector16("cipher_suites");
        reader.ReadVector8("legacy_compression_methods");
        ReadOnlySpan<byte> untilExtensions = encoded[start..reader.Offset];
        TlsReader list = reader.ReadVector16("extensions");
        List<byte> extensions = new(list.Remaining);
        Restore(ref list, outer, extensions);
        if (extensions.Count > ushort.MaxValue) reader.Fail("extensions");
        if (reader.Unread.ContainsAnyExcept((byte)0)) reader.Fail("zeros");
        if (error.IsSet) return null;

        byte[] message =
        [
            (byte)HandshakeType.ClientHello, 0, 0, 0, .. versionAndRandom, (byte)outer.SessionId.Length, .. outer.SessionId.Span,
            .. untilExtensions, 0, 0, .. extensions,
        ];
        int length = message.Length - RawHandshake.HeaderSize;
        (message[1], message[2], message[3]) = ((byte)(length >> 16), (byte)(length >> 8), (byte)length);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(message.Length - extensions.Count - 2), (ushort)extensions.Count);
        return message;
    }

    private static void Restore(ref TlsReader list, ClientHello outer, List<byte> extensions)
    {
        bool isReplaced = false;
        while (!list.IsEmpty)
        {
            ushort type = list.ReadUInt16("extension_type");
            TlsReader data = list.ReadVector16("extension_data");
            if ((ExtensionType)type != ExtensionType.EchOuterExtensions)
            {
                Add(extensions, type, data.ReadToEnd());
                continue;
            }

            if (isReplaced) list.Fail("ech_outer_extensions");
            isReplaced = true;
            TlsReader names = data.ReadVector8("OuterExtensions");
            data.ExpectEnd("ech_outer_extensions");
            if (names.IsEmpty) list.Fail("OuterExtensions");
            AddOuter(ref names, outer, extensions);
        }
    }

    /// <summary>Adds the named extensions. They are named in the outer one's order, each at most once.</summary>
    private static void AddOuter(ref TlsReader names, ClientHello outer, List<byte> extensions)
    {
        int at = 0;
        while (!names.IsEmpty)
        {
            ExtensionType name = (ExtensionType)names.ReadUInt16("OuterExtensions");
            while (at < outer.Extensions.Length && outer.Extensions[at].Type != name) at++;
            if (at == outer.Extensions.Length || name == ExtensionType.EncryptedClientHello) names.Fail("OuterExtensions");
            else Add(extensions, (ushort)name, outer.Extensions[at++].Data.Span);
        }
    }

    private static void Add(List<byte> extensions, ushort type, ReadOnlySpan<byte> data)
    {
        extensions.AddRange([(byte)(type >> 8), (byte)type, (byte)(data.Length >> 8), (byte)data.Length]);
        extensions.AddRange(data);
    }
}
