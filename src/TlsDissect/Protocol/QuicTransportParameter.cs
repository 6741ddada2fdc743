namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.
#pragma warning disable CA1707 // So do their underscores.

/// <summary>QUIC transport parameter (IANA registry, RFC 9000 §18.2, and a few deployed drafts). Unknown values are possible.</summary>
internal enum QuicTransportParameter : ulong
{
    original_destination_connection_id = 0x00,
    max_idle_timeout = 0x01,
    stateless_reset_token = 0x02,
    max_udp_payload_size = 0x03,
    initial_max_data = 0x04,
    initial_max_stream_data_bidi_local = 0x05,
    initial_max_stream_data_bidi_remote = 0x06,
    initial_max_stream_data_uni = 0x07,
    initial_max_streams_bidi = 0x08,
    initial_max_streams_uni = 0x09,
    ack_delay_exponent = 0x0A,
    max_ack_delay = 0x0B,
    disable_active_migration = 0x0C,
    preferred_address = 0x0D,
    active_connection_id_limit = 0x0E,
    initial_source_connection_id = 0x0F,
    retry_source_connection_id = 0x10,
    /// <summary>RFC 9368.</summary>
    version_information = 0x11,
    /// <summary>RFC 9221.</summary>
    max_datagram_frame_size = 0x20,
    discard = 0x173E,
    google_handshake_message = 0x26AB,
    /// <summary>RFC 9287.</summary>
    grease_quic_bit = 0x2AB2,
    initial_rtt = 0x3127,
    google_connection_options = 0x3128,
    user_agent = 0x3129,
    google_version = 0x4752,
    version_information_draft = 0xFF73DB,
    min_ack_delay = 0xFF04DE1B,
    min_ack_delay_old = 0xFF03DE1A,
}
