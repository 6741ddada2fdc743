using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>The body of a message of SSL 2.0 from its type on, with the fields of all nine messages (Hickman 1995 §2.5 to §2.9).</summary>
/// <param name="message">Borrowed.</param>
internal sealed class Ssl2Body(ReadOnlySpan<byte> message) : MessageBody(message, message.Length)
{
    protected override void Parse(ReadOnlySpan<byte> body, FieldRecorder recorder)
    {
        switch (body.IsEmpty ? byte.MaxValue : body[0])
        {
            case Ssl2Messages.ClientHello: Messages.Ssl2ClientHello.Parse(body, recorder, out _); break;
            case Ssl2Messages.ServerHello: Ssl2ServerHello.Parse(body, recorder, out _); break;
            case Ssl2Messages.ClientMasterKey: Ssl2ClientMasterKey.Parse(body, recorder, out _); break;
            default: ParseProtected(body, recorder); break;
        }
    }

    /// <summary>Reads the messages that are encrypted, and of which only a few bytes are needed otherwise.</summary>
    private static void ParseProtected(ReadOnlySpan<byte> body, FieldRecorder recorder)
    {
        DecodeError error = default;
        TlsReader reader = new(body, ref error, recorder);
        switch (reader.ReadUInt8("msg_type"))
        {
            case Ssl2Messages.Error: reader.ReadUInt16("error_code"); break;
            case Ssl2Messages.ClientFinished: reader.ReadToEnd("connection_id"); break;
            case Ssl2Messages.ServerVerify: reader.ReadToEnd("challenge_data"); break;
            case Ssl2Messages.ServerFinished: reader.ReadToEnd("session_id_data"); break;
            case Ssl2Messages.RequestCertificate:
                reader.ReadUInt8("authentication_type");
                reader.ReadToEnd("certificate_challenge_data");
                break;
            case Ssl2Messages.ClientCertificate:
                reader.ReadUInt8("certificate_type");
                int certificate = reader.ReadUInt16("certificate_length");
                int response = reader.ReadUInt16("response_length");
                reader.Read(certificate, "certificate_data");
                reader.Read(response, "response_data");
                break;
            default: reader.ReadToEnd("body"); break;
        }

        reader.ExpectEnd();
    }
}
