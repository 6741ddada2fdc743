namespace TlsDissect.Protocol;

/// <summary>Errors of CONNECTION_CLOSE frames (IANA registry, RFC 9000 §20.1).</summary>
internal static class QuicErrors
{
    private const ulong FirstAlert = 0x0100, LastAlert = 0x01FF;

    /// <summary>The registered name of an error, as in <c>FLOW_CONTROL_ERROR</c>; its number if it is not registered.</summary>
    public static string NameOf(ulong code) => code switch
    {
        0x00 => "NO_ERROR",
        0x01 => "INTERNAL_ERROR",
        0x02 => "CONNECTION_REFUSED",
        0x03 => "FLOW_CONTROL_ERROR",
        0x04 => "STREAM_LIMIT_ERROR",
        0x05 => "STREAM_STATE_ERROR",
        0x06 => "FINAL_SIZE_ERROR",
        0x07 => "FRAME_ENCODING_ERROR",
        0x08 => "TRANSPORT_PARAMETER_ERROR",
        0x09 => "CONNECTION_ID_LIMIT_ERROR",
        0x0A => "PROTOCOL_VIOLATION",
        0x0B => "INVALID_TOKEN",
        0x0C => "APPLICATION_ERROR",
        0x0D => "CRYPTO_BUFFER_EXCEEDED",
        0x0E => "KEY_UPDATE_ERROR",
        0x0F => "AEAD_LIMIT_REACHED",
        0x10 => "NO_VIABLE_PATH",
        0x11 => "VERSION_NEGOTIATION_ERROR",
        >= FirstAlert and <= LastAlert => $"CRYPTO_ERROR ({((AlertDescription)(byte)code).RegisteredName()})",
        _ => $"0x{code:x}",
    };
}
