using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>Values of quic_transport_parameters (RFC 9000 §18.2).</summary>
internal static class QuicParameterValues
{
    private const int TokenLength = 16;

    /// <summary>An IPv4 address, an IPv6 address, and a port after each.</summary>
    private const int AddressesLength = 4 + 2 + 16 + 2;

    /// <summary>Number of parameters that are listed.</summary>
    private const int MaxListed = 64;

    /// <summary>The parameters of a hello; <c>null</c> if it has none.</summary>
    public static ReadOnlyMemory<byte>? Find(ImmutableArray<Extension> extensions)
    {
        foreach (Extension extension in extensions)
        {
            if (extension.Type is ExtensionType.QuicTransportParameters or ExtensionType.QuicTransportParametersDraft)
                return extension.Data;
        }

        return null;
    }

    /// <summary>The parameters by name, in the order in which they were sent, up to the first that is malformed.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(ReadOnlySpan<byte> parameters)
    {
        List<KeyValuePair<string, string>> list = [];
        DecodeError error = default;
        QuicParameterList entries = new(parameters, ref error);
        while (list.Count < MaxListed && entries.TryRead(out ReadOnlySpan<byte> value))
            list.Add(new KeyValuePair<string, string>(entries.Id.RegisteredName(), Text(entries.Id, value)));
        return list;
    }

    /// <summary>The connection ID and the stateless reset tokens that a server's parameters give; empty if they do not.</summary>
    public static (byte[] ResetToken, byte[] PreferredId, byte[] PreferredToken) IssuedIds(ReadOnlySpan<byte> parameters)
    {
        (byte[] token, byte[] id, byte[] tokenOfId) = (Array.Empty<byte>(), Array.Empty<byte>(), Array.Empty<byte>());
        DecodeError error = default;
        QuicParameterList entries = new(parameters, ref error);
        while (entries.TryRead(out ReadOnlySpan<byte> value))
        {
            QuicTransportParameter parameter = entries.Id;
            if (parameter == QuicTransportParameter.stateless_reset_token && value.Length == TokenLength) token = value.ToArray();
            if (parameter != QuicTransportParameter.preferred_address || value.Length <= AddressesLength) continue;
            int length = value[AddressesLength];
            if (value.Length != AddressesLength + 1 + length + TokenLength) continue;
            (id, tokenOfId) = (value.Slice(AddressesLength + 1, length).ToArray(), value[^TokenLength..].ToArray());
        }

        return (token, id, tokenOfId);
    }

    private static string Text(QuicTransportParameter id, ReadOnlySpan<byte> value)
    {
        DecodeError error = default;
        TlsReader reader = new(value, ref error);
        switch (id)
        {
            case QuicTransportParameter.disable_active_migration or QuicTransportParameter.grease_quic_bit when value.IsEmpty:
                return "";
            case var _ when QuicTransportParametersExtension.IsNumber(id):
                ulong number = reader.ReadVarint();
                return reader.Failed || !reader.IsEmpty ? Convert.ToHexStringLower(value) : number.ToString(CultureInfo.InvariantCulture);
            case QuicTransportParameter.version_information or QuicTransportParameter.version_information_draft
                when value.Length > 0 && value.Length % sizeof(uint) == 0:
                StringBuilder text = new(QuicVersion.NameOf(BinaryPrimitives.ReadUInt32BigEndian(value)));
                for (int at = sizeof(uint); at < value.Length; at += sizeof(uint))
                    text.Append(at == sizeof(uint) ? "; available " : ", ")
                        .Append(QuicVersion.NameOf(BinaryPrimitives.ReadUInt32BigEndian(value[at..])));
                return text.ToString();
            case QuicTransportParameter.user_agent:
                return Encoding.UTF8.GetString(value);
            default:
                return Convert.ToHexStringLower(value);
        }
    }
}
