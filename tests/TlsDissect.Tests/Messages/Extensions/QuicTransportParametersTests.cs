using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>Each transport parameter, by its name and its fields.</summary>
public class QuicTransportParametersTests
{
    private const string Token = "000102030405060708090a0b0c0d0e0f";

    /// <summary>Identifier, length and value; then the name and the fields of the value.</summary>
    private static readonly (string Hex, string Fields)[] Parameters =
    [
        ("00 03 aabbcc", "original_destination_connection_id transport_parameter_value=aabbcc"),
        ("01 04 80007530", "max_idle_timeout max_idle_timeout=30000"),
        ("02 10" + Token, $"stateless_reset_token stateless_reset_token={Token}"),
        ("03 02 45c8", "max_udp_payload_size max_udp_payload_size=1480"),
        ("04 01 05", "initial_max_data initial_max_data=5"),
        ("05 01 05", "initial_max_stream_data_bidi_local initial_max_stream_data_bidi_local=5"),
        ("06 01 05", "initial_max_stream_data_bidi_remote initial_max_stream_data_bidi_remote=5"),
        ("07 01 05", "initial_max_stream_data_uni initial_max_stream_data_uni=5"),
        ("08 01 05", "initial_max_streams_bidi initial_max_streams_bidi=5"),
        ("09 01 05", "initial_max_streams_uni initial_max_streams_uni=5"),
        ("0a 01 03", "ack_delay_exponent ack_delay_exponent=3"),
        ("0b 01 19", "max_ack_delay max_ack_delay=25"),
        ("0c 00", "disable_active_migration"),
        ("0d 2b c0000201 01bb 20010db8000000000000000000000001 01bc 02 aabb" + Token,
            "preferred_address ipv4_address=c0000201 ipv4_port=443 ipv6_address=20010db8000000000000000000000001 ipv6_port=444 " +
            $"connection_id=aabb stateless_reset_token={Token}"),
        ("0e 01 02", "active_connection_id_limit active_connection_id_limit=2"),
        ("0f 03 aabbcc", "initial_source_connection_id transport_parameter_value=aabbcc"),
        ("10 03 aabbcc", "retry_source_connection_id transport_parameter_value=aabbcc"),
        ("11 0c 00000001 6b3343cf 1a2a3a4a",
            "version_information chosen_version=1 available_version=2 available_version=GREASE (0x1a2a3a4a)"),
        ("20 02 4400", "max_datagram_frame_size max_datagram_frame_size=1024"),
        ("573e 02 0000", "discard transport_parameter_value=0000"),
        ("66ab 02 0000", "google_handshake_message transport_parameter_value=0000"),
        ("6ab2 00", "grease_quic_bit"),
        ("7127 04 80018000", "initial_rtt initial_rtt=98304"),
        ("7128 08 54424252 41434b44", "google_connection_options connection_option=TBBR connection_option=ACKD"),
        ("7129 06 4368726f6d65", "user_agent user_agent=Chrome"),
        ("8000 4752 04 ff00001d", "google_version chosen_version=draft-29"),
        ("8000 4752 0d 00000001 08 00000001 51303530",
            "google_version chosen_version=1 available_version=1 available_version=unknown (0x51303530)"),
        ("80ff73db 08 00000001 00000001", "version_information_draft chosen_version=1 available_version=1"),
        ("c0000000ff03de1a 02 43e8", "min_ack_delay_old min_ack_delay_old=1000"),
        ("c0000000ff04de1b 02 43e8", "min_ack_delay min_ack_delay=1000"),
        ("1b 01 00", "GREASE (0x1b) transport_parameter_value=00"),
        ("4077 01 00", "unknown (0x77) transport_parameter_value=00"),
    ];

    [Fact]
    public void Every_parameter_has_its_name_and_fields() => Assert.All(Parameters, parameter =>
        Assert.Equal(parameter.Fields, Describe(Hex.Of(parameter.Hex))));

    [Fact]
    public void Every_known_parameter_is_here() => Assert.Empty(Enum.GetNames<QuicTransportParameter>()
        .Except(Parameters.Select(parameter => parameter.Fields.Split(' ')[0])));

    [Theory]
    [InlineData("0008 0001 0004 80007530", "max_idle_timeout max_idle_timeout=30000")]
    [InlineData("0004 000c 0000", "disable_active_migration")]
    [InlineData("01 04 80007530", "max_idle_timeout max_idle_timeout=30000")]
    public void The_extension_of_drafts_has_either_form(string hex, string fields) =>
        Assert.Equal(fields, Describe(Hex.Of(hex), ExtensionType.QuicTransportParametersDraft));

    private static string Describe(byte[] data, ExtensionType type = ExtensionType.QuicTransportParameters)
    {
        ExtensionSample sample = new(type, ExtensionPlace.ClientHello, "", data);
        MessageField message = sample.Message(data);
        MessageField only = Assert.Single(ExtensionSample.DataOf(message).Children);
        MessageField parameter = only.Name == "TransportParameters" ? Assert.Single(only.Children) : only;
        Assert.DoesNotContain(ExtensionSample.All(message), field => field.Malformed is not null);
        IEnumerable<string> values = ExtensionSample.All(parameter)
            .Where(field => field.Children.IsEmpty && field.Name is not ("transport_parameter_id" or "transport_parameter_length"))
            .Where(field => field.Kind == MessageFieldKind.Number || !field.Bytes.IsEmpty)
            .Select(field => $"{field.Name}={field.Meaning ??
                (field.Kind == MessageFieldKind.Number ? $"{field.Number}" : Convert.ToHexStringLower(field.Bytes.Span))}");
        return string.Join(' ', [parameter.Find("transport_parameter_id")!.Meaning!, .. values]);
    }
}
