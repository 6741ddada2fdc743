using TlsDissect.GoldenTests.Running;
using TlsDissect.Messages;
using TlsDissect.Messages.Fields;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>Every message of every capture that does not stay encrypted has fields, which are all of its bytes.</summary>
public sealed class MessageFieldLaws
{
    public static TheoryData<string> Captures => [.. CaptureCase.Names()];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_byte_of_every_message_has_a_name(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        FieldSink sink = new(isDamaged: name.StartsWith("many-extensions-damaged", StringComparison.Ordinal));
        capture.Dissect(capture.Segments, sink);

        Assert.Equal("", string.Join('\n', sink.Wrong));
    }

    /// <param name="isDamaged">Whether extensions have data of a wrong form, which is told in their fields and not of the message.</param>
    private sealed class FieldSink(bool isDamaged) : IConnectionSink
    {
        public List<string> Wrong { get; } = [];

        public bool WantsApplicationData(ConnectionView connection) => false;

        public void OnEnd(ConnectionSummary connection)
        {
            foreach (MessageEntry message in connection.Messages)
            {
                if (Check(message) is { Length: > 0 } wrong) Wrong.Add($"{message.Name} of packet {message.Position.Packet}: {wrong}");
            }
        }

        /// <summary>A message over the limit is skipped.</summary>
        private static bool IsTooLong(MessageEntry message) =>
            message.Malformed?.StartsWith("longer than", StringComparison.Ordinal) == true;

        private string Check(MessageEntry message)
        {
            bool isOpaque = message.Name == HandshakeNames.Encrypted ||
                (message is { Name: HandshakeNames.ChangeCipherSpec, Protected: true, Body: null });
            if (message.ReadFields() is not MessageField fields) return isOpaque || IsTooLong(message) ? "" : "no fields";
            if (isOpaque) return "fields of an encrypted message";
            if (FieldCoverage.Check(fields, message.Body!.Value.Length) is { Length: > 0 } lost) return lost;
            if (message.Malformed is not null || isDamaged) return "";
            if (message.Body.Value.Length != message.Length) return $"{message.Body.Value.Length} bytes of {message.Length}";
            MessageField? wrong = FieldCoverage.All(fields)
                .FirstOrDefault(field => field.Malformed is not null || field.Name is FieldTree.Unparsed or "opaque");
            return wrong is null ? "" : $"{wrong.Name}: {wrong.Malformed}";
        }
    }
}
