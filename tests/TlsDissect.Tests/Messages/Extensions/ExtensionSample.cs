using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>An extension's data in one message, made from the form in its RFC, and the names of its fields in order.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Place">The message that it is in.</param>
/// <param name="Fields">The names of all numbers and bytes of the data, with a blank between two. Empty if the data is empty.</param>
/// <param name="Data">The data.</param>
/// <param name="IsOpenEnded">Whether it has no length of its own, so that any prefix has the form as well.</param>
internal sealed record ExtensionSample(ExtensionType Type, ExtensionPlace Place, string Fields, byte[] Data, bool IsOpenEnded = false)
{
    /// <summary>The fields of a message that has the extension with this data.</summary>
    public MessageField Message(byte[] data)
    {
        void Block(TlsWriter list) => list.Extension((int)Type, d => d.Opaque(data));
        (HandshakeType type, TlsWriter body) = Place switch
        {
            ExtensionPlace.ClientHello => (HandshakeType.ClientHello, SampleMessages.ClientHelloStart().Vector16(Block)),
            ExtensionPlace.Server => (HandshakeType.EncryptedExtensions, new TlsWriter().Vector16(Block)),
            ExtensionPlace.HelloRetryRequest => (HandshakeType.ServerHello, new TlsWriter().UInt16(0x0303)
                .Opaque(ServerHello.HelloRetryRequestRandom).Vector8(_ => { }).UInt16(0x1301).UInt8(0).Vector16(Block)),
            ExtensionPlace.Certificate => (HandshakeType.Certificate,
                new TlsWriter().Vector8(_ => { }).Vector24(l => l.Vector24(c => c.Fill(20)).Vector16(Block))),
            ExtensionPlace.CertificateRequest => (HandshakeType.CertificateRequest, new TlsWriter().Vector8(_ => { }).Vector16(Block)),
            _ => (HandshakeType.NewSessionTicket,
                new TlsWriter().UInt32(1).UInt32(2).Vector8(n => n.Fill(1)).Vector16(t => t.Fill(4)).Vector16(Block)),
        };
        byte[] bytes = body.ToArray();
        FieldRecorder recorder = new();
        HandshakeParser.Parse(type, bytes, SampleMessages.At(0x0304), recorder, out _);
        return FieldTree.Build("message", recorder, bytes);
    }

    /// <summary>The field extension_data of such a message.</summary>
    public static MessageField DataOf(MessageField message) => All(message).Single(field => field.Name == "extension_data");

    /// <summary>The names of the fields without fields of their own.</summary>
    public static string Leaves(MessageField data) =>
        string.Join(' ', All(data).Where(field => field.Children.IsEmpty && field != data).Select(field => field.Name));

    /// <summary>A field and all fields in it.</summary>
    public static IEnumerable<MessageField> All(MessageField field) => field.Children.SelectMany(All).Prepend(field);

    public override string ToString() => $"{Type.RegisteredName()} in {Place}";
}
