using System.Collections.Immutable;
using System.Text;

namespace TlsDissect.Output.Fields;

/// <summary>The fields that a run reads of each connection.</summary>
internal sealed class FieldSelection
{
    private readonly Dictionary<ConnectionField, int> _places = [];

    /// <summary>Selects fields. One that is given twice is read once.</summary>
    public FieldSelection(IEnumerable<ConnectionField> fields)
    {
        Fields = [.. fields.Distinct()];
        foreach ((int place, ConnectionField field) in Fields.Index())
        {
            _places.Add(field, place);
            Root.Add(field.Path.Split('.'), place);
        }
    }

    /// <summary>The fields, each once.</summary>
    public ImmutableArray<ConnectionField> Fields { get; }

    /// <summary>The tree of their names.</summary>
    internal Member Root { get; } = new("");

    /// <summary>The place of a field among <see cref="Fields"/>. It must be one of them.</summary>
    public int PlaceOf(ConnectionField field) => _places[field];

    /// <summary>A member of the JSON object that is selected or has selected members.</summary>
    internal sealed class Member(string name)
    {
        private readonly List<Member> _members = [];

        private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

        /// <summary>The place of the field; <c>null</c> if it is an object or a list of objects.</summary>
        public int? Place { get; private set; }

        /// <summary>Finds a member by its name; <c>null</c> if nothing of it is selected.</summary>
        public Member? Find(ReadOnlySpan<byte> wanted)
        {
            foreach (Member member in _members)
            {
                if (wanted.SequenceEqual(member._name)) return member;
            }

            return null;
        }

        /// <summary>Adds the field that is at the end of a path.</summary>
        public void Add(ReadOnlySpan<string> path, int place)
        {
            if (path.IsEmpty)
            {
                Place = place;
                return;
            }

            byte[] utf8 = Encoding.UTF8.GetBytes(path[0]);
            Member? member = Find(utf8);
            if (member is null) _members.Add(member = new Member(path[0]));
            member.Add(path[1..], place);
        }
    }
}
