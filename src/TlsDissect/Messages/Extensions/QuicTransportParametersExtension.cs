using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// quic_transport_parameters (RFC 9000 §18): a list without a length, whose numbers say their own. Google's parameters are as its stack
/// sends them. Before draft 27, identifiers and lengths had two bytes (draft-ietf-quic-transport-26 §18).
/// </summary>
internal static class QuicTransportParametersExtension
{
    private const int TokenLength = 16;
    private const int OptionLength = 4;

    public static void Read(ref TlsReader data)
    {
        while (data.HasItem("TransportParameter"))
        {
            QuicTransportParameter id = (QuicTransportParameter)data.ReadVarint("transport_parameter_id");
            ulong length = data.ReadVarint("transport_parameter_length");
            TlsReader value = data.ReadPart((int)Math.Min(length, int.MaxValue), "transport_parameter_value");
            ReadValue(id, ref value);
            value.ExpectEnd();
        }
    }

    /// <summary>Reads the extension of drafts, in either form.</summary>
    public static void ReadDraft(ref TlsReader data)
    {
        if (!QuicParameterList.IsOldForm(data.Unread))
        {
            Read(ref data);
            return;
        }

        TlsReader list = data.ReadVector16("TransportParameters");
        while (list.HasItem("TransportParameter"))
        {
            QuicTransportParameter id = (QuicTransportParameter)list.ReadUInt16("transport_parameter_id");
            TlsReader value = list.ReadPart(list.ReadUInt16("transport_parameter_length"), "transport_parameter_value");
            ReadValue(id, ref value);
            value.ExpectEnd();
        }
    }

    private static void ReadValue(QuicTransportParameter id, ref TlsReader value)
    {
        switch (id)
        {
            case var _ when IsNumber(id):
                value.ReadVarint(id.RegisteredName());
                break;
            case QuicTransportParameter.disable_active_migration or QuicTransportParameter.grease_quic_bit: break;
            case QuicTransportParameter.stateless_reset_token: value.Read(TokenLength, "stateless_reset_token"); break;
            case QuicTransportParameter.preferred_address: ReadAddress(ref value); break;
            case QuicTransportParameter.version_information or QuicTransportParameter.version_information_draft:
                value.ReadUInt32("chosen_version");
                ReadVersions(ref value);
                break;
            case QuicTransportParameter.google_version:
                value.ReadUInt32("chosen_version");
                // Only a server's has a list.
                TlsReader list = value.IsEmpty ? value : value.ReadVector8("available_versions");
                ReadVersions(ref list);
                break;
            case QuicTransportParameter.google_connection_options:
                while (value.HasItem("connection_option")) value.Read(OptionLength, "connection_option");
                break;
            case QuicTransportParameter.user_agent: value.Read(value.Remaining, "user_agent"); break;
            default: value.ReadToEnd(); break;
        }
    }

    /// <summary>Whether the value of a parameter is a number.</summary>
    public static bool IsNumber(QuicTransportParameter id) => id is
        QuicTransportParameter.max_idle_timeout or QuicTransportParameter.max_udp_payload_size or
        (>= QuicTransportParameter.initial_max_data and <= QuicTransportParameter.max_ack_delay) or
        QuicTransportParameter.active_connection_id_limit or QuicTransportParameter.max_datagram_frame_size or
        QuicTransportParameter.min_ack_delay or QuicTransportParameter.min_ack_delay_old or QuicTransportParameter.initial_rtt;

    private static void ReadVersions(ref TlsReader list)
    {
        while (list.HasItem("available_version")) list.ReadUInt32("available_version");
    }

    private static void ReadAddress(ref TlsReader value)
    {
        value.Read(4, "ipv4_address");
        value.ReadUInt16("ipv4_port");
        value.Read(16, "ipv6_address");
        value.ReadUInt16("ipv6_port");
        value.ReadVector8("connection_id");
        value.Read(TokenLength, "stateless_reset_token");
    }
}
