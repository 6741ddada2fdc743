using System.Text;
using System.Text.Json;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output.Fields;

namespace TlsDissect.GoldenTests.Fields;

/// <summary>The fields against the lines of all captures.</summary>
public class FieldLaws
{
    /// <summary>The parsed fields of messages differ from message to message: they are not fields of the connection.</summary>
    private const string MessageFields = "messages.fields";

    private static readonly FieldSelection Everything = new(ConnectionFields.All);

    [Fact]
    public void Every_value_belongs_to_a_field_of_its_kind()
    {
        HashSet<string> wrong = [];
        foreach (string line in Lines())
        {
            foreach ((string path, string text, bool isInList) in Leaves(line))
            {
                ConnectionField? field = ConnectionFields.Find(path);
                bool isOfKind = field is not null && (!isInList || field.IsList) && FieldValue.TryParse(field.Kind, text, out _);
                if (field is null || !isOfKind) wrong.Add($"{path}: {text}");
                else if (field.Values is { IsEmpty: false } values && !values.Contains(text)) wrong.Add($"{path}: {text} is not listed");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_row_has_all_values_in_their_order()
    {
        using FieldReader reader = new(Everything);
        foreach (string line in Lines())
        {
            FieldRow row = reader.Read(Encoding.UTF8.GetBytes(line));
            ILookup<string, string> expected = Leaves(line).ToLookup(leaf => leaf.Path, leaf => leaf.Text);
            foreach (ConnectionField field in ConnectionFields.All)
                Assert.Equal(expected[field.Path], row[field].Select(value => value.Text));
        }
    }

    private static IEnumerable<string> Lines() =>
        CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")))
            .Where(line => line.StartsWith("{\"type\":\"connection\"", StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Text, bool IsInList)> Leaves(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return [.. Leaves(document.RootElement, "", false)];
    }

    private static IEnumerable<(string Path, string Text, bool IsInList)> Leaves(JsonElement element, string path, bool isInList) =>
        element.ValueKind switch
        {
            _ when path == MessageFields => [],
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", isInList)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, path, true)),
            JsonValueKind.Null => [],
            JsonValueKind.String => [(path, element.GetString()!, isInList)],
            _ => [(path, element.GetRawText(), isInList)],
        };
}
