//! Encodings as trees that can be changed and written again with lengths that are right.

/// An element: the identifier octets, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub tag: Vec<u8>,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Primitive(Vec<u8>),
    Constructed(Vec<Node>),
    /// An OCTET STRING or BIT STRING whose bytes behind the prefix are an element.
    Wrapped(Vec<u8>, Box<Node>),
}

impl Node {
    /// The tree of an encoding that is right, with what is in OCTET STRINGs if that is an encoding too.
    pub fn parse(data: &[u8]) -> Node {
        let (node, rest) = parse(data).expect("fixtures are right");
        assert!(rest.is_empty());
        node
    }

    pub fn encode(&self) -> Vec<u8> {
        let content = match &self.content {
            Content::Primitive(bytes) => bytes.clone(),
            Content::Constructed(nodes) => nodes.iter().flat_map(Node::encode).collect(),
            Content::Wrapped(prefix, node) => [prefix.clone(), node.encode()].concat(),
        };
        [self.tag.clone(), length(content.len()), content].concat()
    }

    /// How many nodes the tree has, with this one.
    pub fn size(&self) -> usize {
        1 + self.children().iter().map(Node::size).sum::<usize>()
    }

    fn children(&self) -> &[Node] {
        match &self.content {
            Content::Primitive(_) => &[],
            Content::Constructed(nodes) => nodes,
            Content::Wrapped(_, node) => std::slice::from_ref(node),
        }
    }

    fn children_mut(&mut self) -> &mut [Node] {
        match &mut self.content {
            Content::Primitive(_) => &mut [],
            Content::Constructed(nodes) => nodes,
            Content::Wrapped(_, node) => std::slice::from_mut(node),
        }
    }

    /// The node of this number, counted from the root, which is 0, in the order of the encoding.
    pub fn nth_mut(&mut self, mut number: usize) -> &mut Node {
        if number == 0 {
            return self;
        }
        number -= 1;
        for child in self.children_mut() {
            let size = child.size();
            if number < size {
                return child.nth_mut(number);
            }
            number -= size;
        }
        panic!("there are fewer nodes");
    }

    /// All trees that differ from this one in one node: its tag, its content, or whether it is there.
    pub fn changed(&self) -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        for number in 0..self.size() {
            let mut changed = |what: &str, change: &dyn Fn(&mut Node)| {
                let mut tree = self.clone();
                change(tree.nth_mut(number));
                all.push((format!("node {number}: {what}"), tree.encode()));
            };
            for tag in [
                0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0,
                0xa4, 0xbe,
            ] {
                changed(&format!("tag {tag:#04x}"), &|node| node.tag = vec![tag]);
            }
            changed("long tag", &|node| node.tag = vec![0x1f, 0x85, 0x10]);
            changed("empty", &|node| {
                node.content = Content::Primitive(Vec::new())
            });
            for bytes in [
                &[0][..],
                &[0xff],
                &[0, 0],
                &[0x80, 1],
                &[7, 0xff],
                &[0x30, 0x80, 0, 0],
            ] {
                changed(&format!("content {bytes:02x?}"), &|node| {
                    node.content = Content::Primitive(bytes.to_vec())
                });
            }
            changed("content without its last byte", &|node| {
                let mut bytes = content(node);
                bytes.pop();
                node.content = Content::Primitive(bytes);
            });
            for extra in [&[0][..], &[5, 0], &[0x30, 0]] {
                changed(&format!("content with {extra:02x?} behind"), &|node| {
                    node.content = Content::Primitive([content(node), extra.to_vec()].concat());
                });
            }
            changed("child missing", &|node| {
                if let Content::Constructed(nodes) = &mut node.content {
                    nodes.pop();
                }
            });
            changed("first child missing", &|node| {
                if let Content::Constructed(nodes) = &mut node.content {
                    nodes.drain(..1.min(nodes.len()));
                }
            });
            changed("children twice", &|node| {
                if let Content::Constructed(nodes) = &mut node.content {
                    nodes.extend_from_within(..);
                }
            });
            changed("children in reverse", &|node| {
                if let Content::Constructed(nodes) = &mut node.content {
                    nodes.reverse();
                }
            });
        }
        all
    }
}

fn content(node: &Node) -> Vec<u8> {
    let encoded = node.encode();
    let len = length(encoded.len()).len();
    // The length octets of the content are as many as those of the whole, or fewer.
    (1..=len)
        .map(|len| encoded[node.tag.len() + len..].to_vec())
        .find(|content| {
            length(content.len()).len() + node.tag.len() + content.len() == encoded.len()
        })
        .expect("one of them is right")
}

fn length(len: usize) -> Vec<u8> {
    if len < 0x80 {
        return vec![len as u8];
    }
    let bytes: Vec<u8> = len
        .to_be_bytes()
        .into_iter()
        .skip_while(|&byte| byte == 0)
        .collect();
    [vec![0x80 | bytes.len() as u8], bytes].concat()
}

fn parse(data: &[u8]) -> Option<(Node, &[u8])> {
    let (&leading, rest) = data.split_first()?;
    if leading & 0x1f == 0x1f || leading & 0xdf == 0 {
        return None;
    }
    let (&first, rest) = rest.split_first()?;
    let (len, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        if octets.is_empty() || octets.len() > 4 {
            return None;
        }
        (
            octets
                .iter()
                .fold(0, |len, &octet| len << 8 | usize::from(octet)),
            rest,
        )
    };
    let (mut inside, rest) = rest.split_at_checked(len)?;
    let content = if leading & 0x20 != 0 {
        let mut nodes = Vec::new();
        while !inside.is_empty() {
            let (node, behind) = parse(inside)?;
            nodes.push(node);
            inside = behind;
        }
        Content::Constructed(nodes)
    } else {
        let prefix = usize::from(leading == 3);
        match (leading, inside.get(prefix..).and_then(parse)) {
            (3 | 4, Some((node, []))) => {
                Content::Wrapped(inside[..prefix].to_vec(), Box::new(node))
            }
            _ => Content::Primitive(inside.to_vec()),
        }
    };
    Some((
        Node {
            tag: vec![leading],
            content,
        },
        rest,
    ))
}

/// Numbers that look random and are always the same.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// The data with one to four bytes changed, put in, left out, or a bit of them.
    pub fn damage(&mut self, data: &[u8]) -> Vec<u8> {
        let mut data = data.to_vec();
        for _ in 0..=self.below(4) {
            let place = self.below(data.len().max(1));
            let byte = self.below(256) as u8;
            match self.below(4) {
                _ if data.is_empty() => data.push(byte),
                0 => data[place] = byte,
                1 => data[place] ^= 1 << (byte & 7),
                2 => data.insert(place, byte),
                _ => drop(data.remove(place)),
            }
        }
        data
    }
}
