using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>The messages of SSL 2.0 (Hickman 1995 §2.5 to §2.9) by their first byte.</summary>
internal static class Ssl2Messages
{
    public const byte Error = 0, ClientHello = 1, ClientMasterKey = 2, ClientFinished = 3, ServerHello = 4, ServerVerify = 5,
        ServerFinished = 6,
        RequestCertificate = 7, ClientCertificate = 8;

    /// <summary>The specification's name in lower case with underscores.</summary>
    public static string Name(byte type) => type switch
    {
        Error => "error",
        ClientHello => "client_hello",
        ClientMasterKey => "client_master_key",
        ClientFinished => "client_finished",
        ServerHello => "server_hello",
        ServerVerify => "server_verify",
        ServerFinished => "server_finished",
        RequestCertificate => "request_certificate",
        ClientCertificate => "client_certificate",
        _ => $"unknown_{type}",
    };
}

/// <summary>SERVER-HELLO (§2.5.2).</summary>
internal sealed record Ssl2ServerHello(bool SessionIdHit, byte[] Certificate, byte[] ConnectionId)
{
    /// <summary>Parses the whole message.</summary>
    public static Ssl2ServerHello? Parse(ReadOnlySpan<byte> message, out DecodeError error) => Parse(message, null, out error);

    /// <summary>Parses the whole message, and records its fields.</summary>
    public static Ssl2ServerHello? Parse(ReadOnlySpan<byte> message, FieldRecorder? recorder, out DecodeError error)
    {
        error = default;
        TlsReader reader = new(message, ref error, recorder);
        if (reader.ReadUInt8("msg_type") != Ssl2Messages.ServerHello) reader.Fail("msg_type");
        bool hit = reader.ReadUInt8("session_id_hit") != 0;
        reader.ReadUInt8("certificate_type");
        if (reader.ReadUInt16("server_version") != (ushort)ProtocolVersion.Ssl20) reader.Fail("server_version");
        int certificate = reader.ReadUInt16("certificate_length");
        int specs = reader.ReadUInt16("cipher_specs_length");
        int connectionId = reader.ReadUInt16("connection_id_length");
        byte[] der = reader.Read(certificate, "certificate_data").ToArray();
        TlsReader list = reader.ReadPart(specs, "cipher_specs_data");
        while (list.IsRecorded && list.HasItem("cipher_spec")) list.ReadUInt24("cipher_spec");
        Ssl2ServerHello hello = new(hit, der, reader.Read(connectionId, "connection_id_data").ToArray());
        reader.ExpectEnd();
        return error.IsSet ? null : hello;
    }

    /// <summary>Whether a server's direction starts with such a message in a record. <see cref="SignatureLength"/> bytes decide.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> data) =>
        data.Length >= SignatureLength && (data[0] & 0x80) != 0 && data[2] == Ssl2Messages.ServerHello && data[3] <= 1 && data[5] == 0 &&
            data[6] == 2;

    /// <summary>Number of bytes that <see cref="StartsWith"/> needs.</summary>
    public const int SignatureLength = 7;
}

/// <summary>CLIENT-MASTER-KEY (§2.5.3).</summary>
internal sealed record Ssl2ClientMasterKey(int CipherKind, byte[] ClearKey, byte[] EncryptedKey, byte[] KeyArg)
{
    /// <summary>Parses the whole message.</summary>
    public static Ssl2ClientMasterKey? Parse(ReadOnlySpan<byte> message, out DecodeError error) => Parse(message, null, out error);

    /// <summary>Parses the whole message, and records its fields.</summary>
    public static Ssl2ClientMasterKey? Parse(ReadOnlySpan<byte> message, FieldRecorder? recorder, out DecodeError error)
    {
        error = default;
        TlsReader reader = new(message, ref error, recorder);
        if (reader.ReadUInt8("msg_type") != Ssl2Messages.ClientMasterKey) reader.Fail("msg_type");
        int kind = reader.ReadUInt24("cipher_kind");
        int clear = reader.ReadUInt16("clear_key_length");
        int encrypted = reader.ReadUInt16("encrypted_key_length");
        int argument = reader.ReadUInt16("key_arg_length");
        Ssl2ClientMasterKey key =
            new(kind, reader.Read(clear, "clear_key_data").ToArray(), reader.Read(encrypted, "encrypted_key_data").ToArray(),
            reader.Read(argument, "key_arg_data").ToArray());
        reader.ExpectEnd();
        return error.IsSet ? null : key;
    }
}
